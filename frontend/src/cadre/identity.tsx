import { t } from '../ticket/words'
import { Choice } from '../ui/Field'

export const IDENTITIES = ['known_in_person', 'id_card_seen', 'phone_call_back', 'paper_signed'] as const
export type Identity = (typeof IDENTITIES)[number]

/** How a cadre knew for whom he acts. */
export const IdentityChoice = ({ value, wrong, onPick }: { value: string; wrong: boolean; onPick: (value: Identity) => void }) => (
  <Choice label={t('identity')} value={value} wrong={wrong ? t('choose') : ''} options={IDENTITIES.map(each => ({ value: each, label: t(each) }))}
    onPick={picked => onPick(picked as Identity)} />
)
