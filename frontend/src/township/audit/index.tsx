import { useState } from 'preact/hooks'
import type { AuditRow } from '../../api/types'
import { moment } from '../../app/dates'
import { useRemote } from '../../app/remote'
import { Button } from '../../ui/Button'
import { Page } from '../../ui/Page'
import { Empty, Loading, Row, Rows, Tag } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { t } from './words'

/** What a page shows besides everything: the kinds of acts that are looked for most. */
const KINDS = ['', 'numbers_revealed', 'sign_in_refused', 'role_granted', 'card_issued'] as const

/** Who did or saw what in one's places, the newest first. */
export default function AuditScreen() {
  const [what, setWhat] = useState<(typeof KINDS)[number]>('')
  const [before, setBefore] = useState<number | undefined>()
  const { value, problem } = useRemote('/audit', { limit: 50, what: what || undefined, before })
  return (
    <Page title={t('audit')} sub={t('audit_sub')} home="/town">
      <nav class="tools" aria-label={t('kinds')}>
        {KINDS.map(kind => <button type="button" class="button small" key={kind} aria-pressed={kind === what} onClick={() => { setWhat(kind); setBefore(undefined) }}>{t(kind || 'everything')}</button>)}
      </nav>
      {!value ? problem ? <ProblemNote problem={problem} /> : <Loading /> : value.items.length ? <Rows>{value.items.map(row => <Entry key={row.seq} row={row} />)}</Rows> : <Empty>{t('nothing')}</Empty>}
      {before !== undefined && <Button onClick={() => setBefore(undefined)}>{t('newest')}</Button>}
      {value?.next && <Button onClick={() => { setBefore(value.next ?? undefined); scrollTo(0, 0) }}>{t('older')}</Button>}
    </Page>
  )
}

const Entry = ({ row }: { row: AuditRow }) => (
  <Row title={[row.by_name || t('nobody_known'), row.label].join(' · ')}
    sub={[moment(row.at), row.place_name, row.reason && t('because', { reason: row.reason })].filter(Boolean).join(' · ')}
    tag={row.result === 'refused' ? <Tag tone="late">{t('refused')}</Tag> : undefined} />
)
