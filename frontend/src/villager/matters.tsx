import type { Row as Matter } from '../api/types'
import { useRemote } from '../app/remote'
import { me, owner } from '../app/store'
import { Row, Tag, type Tone, Whole } from '../ui/parts'
import { t } from './words'

const ENDED = ['closed', 'declined', 'withdrawn', 'lapsed', 'terminated']
const isOpen = (row: Matter) => !ENDED.includes(row.core_state)

/** My matters as last seen, the ones under way first. */
export function useMatters() {
  const { value, fresh, problem } = useRemote(owner.value ? '/tickets' : null, { box: 'mine' })
  const items = value?.items ?? []
  return { rows: [...items.filter(isOpen), ...items.filter(row => !isOpen(row))], open: items.filter(isOpen), next: value?.next ?? null, fresh, problem }
}

const TONES: Record<string, Tone> = {
  correction_required: 'late', submitted: 'wait', accepted: 'wait', in_progress: 'wait', waiting_external: 'wait', suspended: 'wait',
  completed: 'done', delivered: 'done',
}

/** In whose hands a matter is, in a word; nothing of one that ended in nobody's. */
export const handsOf = ({ assignee_name: who, core_state: state }: Pick<Matter, 'assignee_name' | 'core_state'>) =>
  who ? t('has_it', { who }) : ENDED.includes(state) ? '' : t('nobody_has_it')

/** The number to say on the phone, and whom it is about: each whole on its line. */
function Hands({ row }: { row: Matter }) {
  const hands = handsOf(row)
  return <span class="line"><span class="keep">{t('number', { no: row.speak_no })}</span>{hands && <> <span class="keep">· {hands}</span></>}</span>
}

/** One matter: what it is, the sentence of the day, whom to ask for with which number, and where it stands in a word. */
export function MatterRow({ row }: { row: Matter }) {
  const mine = !row.beneficiary_name || row.beneficiary_name === me.value?.name
  const title = mine ? row.title : <><span class="part">{row.title}</span> <span class="keep">· {row.beneficiary_name}</span></>
  return (
    <Row href={`/tickets/${row.id}`} mark={row.service} title={title} sub={<><Whole text={row.sentence} /><Hands row={row} /></>} tag={<Tag tone={TONES[row.core_state] ?? 'plain'}>{row.core_label}</Tag>} />
  )
}
