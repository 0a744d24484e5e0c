import type { Swap } from '../../../api/types'
import { named } from '../../../app/dates'
import { useRemote } from '../../../app/remote'
import { Page } from '../../../ui/Page'
import { Empty, Loading, Row, Rows, Tag } from '../../../ui/parts'
import { ProblemNote } from '../../../ui/ProblemNote'
import { useVillage } from '../../here'
import { dayOf, hours } from '../turns/month'
import { t } from './words'

export const whenOf = (turn: Swap['turn']) => `${named(dayOf(turn.starts_at))} ${hours(turn.starts_at, turn.ends_at)}`
export const nameOf = (swap: Swap) => t(swap.for_turn ? 'swap_of' : 'take_of', { name: swap.asker.name })

/** What waits for me first, then what I asked, then what came of the last ones. */
export function ListScreen() {
  const code = useVillage()?.code
  const { value, problem } = useRemote(code ? '/duty/swaps' : null, { village_code: code })
  const parts = value ? (['waiting', 'going', 'past'] as const).filter(part => value[part].length) : []
  return (
    <Page title={t('title')} home="/desk/duty">
      {!value && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {value && !parts.length && <Empty>{t('none')}</Empty>}
      {value && parts.map(part => <section key={part} class="stack">
        <h2>{t(part)}</h2>
        <Rows>{value[part].map(swap => <Line key={swap.id} swap={swap} />)}</Rows>
      </section>)}
    </Page>
  )
}

function Line({ swap }: { swap: Swap }) {
  const isOpen = swap.state === 'asked' || swap.state === 'accepted'
  const tag = swap.waits ? <Tag tone="wait">{t('waits')}</Tag> : swap.state === 'effective' ? <Tag tone="done">{t('effective')}</Tag> : <Tag>{t(isOpen ? 'open' : 'ended')}</Tag>
  return <Row href={`/desk/duty/swaps/${swap.id}`} title={nameOf(swap)} tag={tag} sub={<><span class="line">{whenOf(swap.turn)}</span>{swap.sentence}</>} />
}
