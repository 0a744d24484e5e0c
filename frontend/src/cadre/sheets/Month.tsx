import { useState } from 'preact/hooks'
import { localDate } from '../../app/dates'
import { isTown, me } from '../../app/store'
import { LinkButton } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Page } from '../../ui/Page'
import { Card } from '../../ui/parts'
import { useVillage } from '../here'
import { Downloads } from '../print/Download'
import { Tiles } from '../Tiles'
import { t } from './words'

/** Those who may have the sheet of the whole village; everybody has his own. */
const mayAll = () => isTown.value || !!me.value?.roles.some(each => each.role === 'village_secretary')

/** 代办日志月报: what was done for whom in a month, as a file to print or to file away. */
export function Month() {
  const village = useVillage()
  const [month, setMonth] = useState(localDate().slice(0, 7))
  const [whose, setWhose] = useState<'own' | 'all'>('own')
  const good = /^\d{4}-(0[1-9]|1[0-2])$/.test(month)
  const query = `village_code=${village?.code ?? ''}&month=${month}${whose === 'own' ? `&agent_id=${me.value?.person_id ?? ''}` : ''}`
  return (
    <Page title={t('month')} sub={village?.name} home="/desk/more">
      <div class="stack wide-gaps">
        <Field label={t('which_month')} hint={t('month_hint')} maxLength={7} inputMode="numeric" value={month} wrong={good ? '' : t('month_wrong')} onInput={setMonth} />
        {mayAll() && <Tiles label={t('whose')} value={whose} options={[{ value: 'own', label: t('own') }, { value: 'all', label: t('all') }]} onPick={value => setWhose(value as 'own' | 'all')} />}
        {good && village && <Downloads files={(['pdf', 'xlsx'] as const).map(form => ({ label: t(form), url: `/proxy-log/sheet.${form}?${query}` }))} />}
        <Card><p class="sub">{t('sheet_says')}</p></Card>
        <LinkButton href="/desk/sheets/slips" icon="pen" block>{t('to_slips')}</LinkButton>
      </div>
    </Page>
  )
}
