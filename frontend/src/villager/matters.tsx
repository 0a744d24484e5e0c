import type { Row as Matter } from '../api/types'
import { useRemote } from '../app/remote'
import { me, owner } from '../app/store'
import { Row, Tag, type Tone, Whole } from '../ui/parts'

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

/** One matter: what it is, the sentence of the day, and where it stands in a word. */
export function MatterRow({ row }: { row: Matter }) {
  const mine = !row.beneficiary_name || row.beneficiary_name === me.value?.name
  const title = mine ? row.title : <><span class="part">{row.title}</span> <span class="keep">· {row.beneficiary_name}</span></>
  return (
    <Row href={`/tickets/${row.id}`} mark={row.service} title={title} sub={<Whole text={row.sentence} />} tag={<Tag tone={TONES[row.core_state] ?? 'plain'}>{row.core_label}</Tag>} />
  )
}
