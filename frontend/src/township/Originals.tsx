import type { CustodyDay } from '../api/types'
import { day, localDate, named } from '../app/dates'
import { useRemote } from '../app/remote'
import { go, query } from '../app/router'
import { Button } from '../ui/Button'
import { Field } from '../ui/Field'
import { Page } from '../ui/Page'
import { Card, Empty, Loading, Row, Rows, Tag } from '../ui/parts'
import { ProblemNote } from '../ui/ProblemNote'
import { usePicture } from './summary'
import { t } from './words'

const addressOf = (village: string, on: string) => `/town/originals?${new URLSearchParams({ village, ...(on ? { on } : {}) })}`
/** The day before or after one. */
const moved = (on: string, days: number) => new Date(Date.parse(`${on}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** For an inspector who knows no matter yet: which originals a village held at the end of any day, and with whom. */
export function OriginalsScreen() {
  const village = query.value.get('village') ?? ''
  return village ? <OneDay village={village} on={query.value.get('on') ?? ''} /> : <Villages />
}

function Villages() {
  const { value: picture, problem } = usePicture()
  if (!picture) return <Page title={t('or_title')} home="/town">{problem ? <ProblemNote problem={problem} /> : <Loading />}</Page>
  return (
    <Page title={t('or_title')} sub={picture.place.name} home="/town">
      <Card><div class="stack">{(['originals_out', 'originals_long'] as const).map(name => <p key={name}>{picture.definitions[name]}</p>)}</div></Card>
      <Rows>{picture.villages.map(each => (
        <Row key={each.code} href={addressOf(each.code, '')} title={each.name} sub={t('or_out', { n: each.originals_out })}
          {...(each.originals_long > 0 ? { tag: <Tag tone="late">{t('or_long', { n: each.originals_long })}</Tag> } : {})} />
      ))}</Rows>
    </Page>
  )
}

function OneDay({ village, on }: { village: string; on: string }) {
  const { value, problem } = useRemote('/custody/day', { village_code: village, on: on || undefined })
  const shown = on || localDate()
  const show = (chosen: string) => go(addressOf(village, chosen === localDate() ? '' : chosen), { replace: true })
  return (
    <Page title={t('or_title')} sub={value?.village.name} home="/town/originals">
      <div class="stack">
        <Field label={t('oc_on')} type="date" max={localDate()} value={shown} onInput={chosen => { if (chosen) show(chosen) }} />
        <div class="days">
          <Button small onClick={() => show(moved(shown, -1))}>{t('or_before')}</Button>
          {shown < localDate() && <Button small onClick={() => show(moved(shown, 1))}>{t('or_after')}</Button>}
          {on && <Button small onClick={() => show(localDate())}>{t('oc_now')}</Button>}
        </div>
      </div>
      <h2>{on ? t('oc_at_end_of', { day: named(on) }) : t('oc_now')}</h2>
      {!value && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {value && (value.items.length ? <Rows>{value.items.map(row => <Held key={row.ticket_id + row.code + row.where} row={row} on={on} />)}</Rows> : <Empty>{t('oc_all_back')}</Empty>)}
    </Page>
  )
}

const Held = ({ row, on }: { row: CustodyDay['items'][number]; on: string }) => (
  <Row href={`/town/originals/${row.ticket_id}${on ? `?on=${on}` : ''}`} title={`${row.name} × ${row.count} · ${row.where}`}
    sub={<>{`${row.ticket_no} · ${row.title}`}<span class="line">{t('or_since', { day: day(row.out_since), n: row.days })}</span></>}
    {...(row.long ? { tag: <Tag tone="late">{t('or_over')}</Tag> } : {})} />
)
