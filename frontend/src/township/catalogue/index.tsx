import { useState } from 'preact/hooks'
import { day } from '../../app/dates'
import { useRemote } from '../../app/remote'
import { LinkButton } from '../../ui/Button'
import { Field, Tick } from '../../ui/Field'
import { Page } from '../../ui/Page'
import { Loading, Row, Rows, Tag } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { EditItem, NewItem } from './Edit'
import { SheetPage } from './Sheet'
import { t } from './words'

/** The township's side of 事项清单: find, edit with a date, look back, take over a spreadsheet. */
export default function Catalogue({ code }: { code?: string }) {
  if (code === 'new') return <NewItem />
  if (code === 'sheet') return <SheetPage />
  return code ? <EditItem key={code} code={code} /> : <Items />
}

function Items() {
  const { value: rows = [], problem } = useRemote('/catalogue-items')
  const [wanted, setWanted] = useState('')
  const [unverified, setUnverified] = useState(false)
  const found = rows.filter(row => (!unverified || row.verify_locally) && `${row.name} ${row.group} ${row.code}`.toLowerCase().includes(wanted.trim().toLowerCase()))
  return (
    <Page title={t('title')} sub={t('sub')} home="/town">
      <nav class="tools" aria-label={t('title')}><LinkButton small icon="plus" href="/town/catalogue/new">{t('add')}</LinkButton><LinkButton small href="/town/catalogue/sheet">{t('sheet')}</LinkButton></nav>
      <Field label={t('search')} type="search" value={wanted} onInput={setWanted} />
      <Tick label={t('only_unverified')} checked={unverified} onTick={setUnverified} />
      {!rows.length && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {rows.length > 0 && <p class="sub" role="status">{found.length ? t('n_items', { n: found.length }) : t('none')}</p>}
      {found.length > 0 && <Rows>{found.map(row => (
        <Row key={row.code} href={`/town/catalogue/${row.code}`} title={row.name} sub={[row.code, row.group, row.proxy_label, t('version', { n: row.version })].join(' · ')}
          tag={row.standing === 'over' ? <Tag tone="late">{t('over')}</Tag> : row.standing === 'planned' ? <Tag tone="wait">{t('planned', { day: day(row.valid_from) })}</Tag> : row.verify_locally && <Tag tone="wait">{t('unverified')}</Tag>} />
      ))}</Rows>}
    </Page>
  )
}
