import type { Row as Matter, Service } from '../api/types'
import { localDate, moment } from '../app/dates'
import { useRemote } from '../app/remote'
import { query } from '../app/router'
import { Page } from '../ui/Page'
import { Card, Empty, Loading, Row, Rows, Tag } from '../ui/parts'
import { ProblemNote } from '../ui/ProblemNote'
import { NUMBERS_ONLY, usePicture, type Picture } from './summary'
import { t, type TownshipKey } from './words'

const MOST = 100
const DONE = ['completed', 'delivered', 'closed']
const today = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10) === localDate()

/** The list a number is counted from: which box, and which of its rows. Without one there is only the explanation. */
const LISTS: Record<string, { box: string; keep?: (row: Matter) => boolean }> = {
  open: { box: 'open' }, counts: { box: 'open' }, late: { box: 'late' },
  red: { box: 'late' }, yellow: { box: 'open', keep: row => row.card === 'yellow' },
  submitted_today: { box: 'all', keep: row => today(row.submitted_at) },
  completed_today: { box: 'all', keep: row => DONE.includes(row.core_state) && today(row.updated_at) },
}
/** Which definitions explain a number. */
const EXPLAINED: Record<string, string[]> = {
  red: ['yellow', 'red', 'red_authority', 'scope'], yellow: ['yellow', 'scope'], open: ['open', 'scope'], on_duty: ['on_duty', 'open_now'], counts: ['counts'],
  completed_today: ['completed_today', 'submitted_today', 'scope'],
}

/** How a number is counted, as of when, and the matters behind it. */
export function BehindScreen() {
  const what = query.value.get('what') ?? 'open'
  const code = query.value.get('village') ?? undefined
  const service = (query.value.get('service') ?? undefined) as Service | undefined
  const { value: picture } = usePicture()
  const village = picture?.villages.find(each => each.code === code)
  const title = [village?.name ?? picture?.place.name, service && t(service), t(`what_${what}` as TownshipKey)].filter(Boolean).join(' · ')
  const list = service && NUMBERS_ONLY.includes(service) ? undefined : LISTS[what]
  return (
    <Page title={title} sub={picture && t('as_of', { at: moment(picture.as_of) })} home="/town">
      <Card><div class="stack">
        <b>{t('how_counted')}</b>
        {(EXPLAINED[what] ?? [what]).map(name => picture?.definitions?.[name] && <p key={name}>{picture.definitions[name]}</p>)}
      </div></Card>
      {service && NUMBERS_ONLY.includes(service) && <Empty>{t('numbers_only')}</Empty>}
      {what === 'ratings' && picture && <Empty>{t('rated_unrated', { rated: picture.totals.ratings.rated, unrated: picture.totals.ratings.unrated })}</Empty>}
      {what === 'on_duty' && picture && <Duty picture={picture} />}
      {list && <List box={list.box} keep={list.keep} code={code} service={service} approximate={what === 'completed_today'} />}
    </Page>
  )
}

function List({ box, keep, code, service, approximate }: { box: string; keep: ((row: Matter) => boolean) | undefined; code: string | undefined; service: Service | undefined; approximate: boolean }) {
  const { value, problem } = useRemote('/tickets', { box, village_code: code, service, limit: MOST })
  if (!value) return problem ? <ProblemNote problem={problem} /> : <Loading />
  const rows = keep ? value.items.filter(keep) : value.items
  if (!rows.length) return <Empty>{t('no_rows')}</Empty>
  return (
    <>
      <p class="sub">{t(value.next ? 'first_rows' : 'n_rows', { n: rows.length })}{approximate && ` ${t('approximate')}`}</p>
      <Rows>{rows.map(row => (
        <Row key={row.id} href={`/desk/tickets/${row.id}`} mark={row.service} title={`${row.village_name} · ${row.title}`} sub={row.sentence}
          tag={<Tag tone={row.card === 'red' ? 'late' : row.card === 'yellow' ? 'wait' : 'plain'}>{row.state_label}</Tag>} />
      ))}</Rows>
    </>
  )
}

const Duty = ({ picture }: { picture: Picture }) => (
  <Rows>{picture.villages.map(village => (
    <Row key={village.code} href={`/town/villages/${village.code}`} title={village.name} sub={village.on_duty ? [village.on_duty.name, village.on_duty.note].filter(Boolean).join(' · ') : t('nobody')}
      tag={<Tag tone={village.open_now ? 'done' : 'plain'}>{t(village.open_now ? 'door_open' : 'closed_now')}</Tag>} />
  ))}</Rows>
)
