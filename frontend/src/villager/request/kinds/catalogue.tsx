import { useEffect, useRef, useState } from 'preact/hooks'
import type { Item } from '../../../api/types'
import { useRemote } from '../../../app/remote'
import { village } from '../../../app/store'
import { LinkButton } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Loading, Row, Rows } from '../../../ui/parts'
import { ProblemNote } from '../../../ui/ProblemNote'
import { t } from './errand.words'

export const useCatalogue = () => useRemote('/catalogue', { village_code: village.value?.code })

export const daysOf = ({ limit_days: n, limit_unit: unit }: Pick<Item, 'limit_days' | 'limit_unit'>) => (n ? t(unit === 'cd' ? 'days_cd' : 'days_wd', { n }) : t('at_once'))
export const feeOf = (item: Item) => (item.fee_fen ? t('fee', { yuan: item.fee_fen / 100 }) : item.fee_fen === 0 ? t('free') : '')
export const fits = (item: Item, wanted: string) => {
  const text = `${item.name} ${item.group} ${item.code}`.toLowerCase()
  return wanted.trim().toLowerCase().split(/\s+/).every(word => text.includes(word))
}

/** "09-01" as people say it. */
export const monthDay = (text: string) => t('month_day', { month: Number(text.slice(0, 2)), day: Number(text.slice(3)) })
/** Whether today lies in the item's season, both days in, over the new year too. */
export function inSeason({ season_from: from, season_to: to }: Item): boolean {
  if (!from || !to) return true
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(5, 10)
  return from <= to ? from <= today && today <= to : today >= from || today <= to
}

/** The village's catalogue, by group, found by a word or two. */
export function PickItem({ onPick, onUnnamed }: { onPick: (item: Item) => void; onUnnamed: () => void }) {
  const { value: items = [], problem } = useCatalogue()
  const [wanted, setWanted] = useState('')
  const found = items.filter(item => fits(item, wanted))
  const unnamed = <Rows><Row mark="voice" title={t('unnamed')} onClick={onUnnamed} /></Rows>
  const groups = [...new Set(found.map(item => item.group))]
  return (
    <>
      <Field label={t('search')} hint={t('search_hint')} type="search" value={wanted} onInput={setWanted} />
      {problem && !items.length && <ProblemNote problem={problem} />}
      {!problem && !items.length && <Loading />}
      {items.length > 0 && !found.length && <p class="card" role="status">{t('none_found')}</p>}
      {!wanted && unnamed}
      {groups.map(group => (
        <section class="stack" key={group}>
          <h2>{group}</h2>
          <Rows>{found.filter(item => item.group === group).map(item => (
            <Row key={item.code} title={item.name} sub={[item.proxy_label, daysOf(item)].join(' · ')} onClick={() => onPick(item)} />
          ))}</Rows>
        </section>
      ))}
      {wanted && unnamed}
      <LinkButton href="/guide" icon="list" block>{t('guide')}</LinkButton>
    </>
  )
}

/** What to bring, how long it takes, what it costs: before anybody sets out. */
export function Guide({ code }: { code: string }) {
  const item = useCatalogue().value?.find(each => each.code === code)
  if (!item) return null
  return (
    <section class="card stack">
      <b>{t(item.materials.length ? 'what_to_bring' : 'nothing_to_bring', { item: item.name })}</b>
      {item.materials.length > 0 && <ul class="bullets">{item.materials.map(material => <li key={material.code}>{material.name}</li>)}</ul>}
      <p class="sub">{[daysOf(item), feeOf(item), item.decided_by && t('decided_by', { who: item.decided_by })].filter(Boolean).join(' · ')}</p>
      {item.limit_note && <p class="sub">{item.limit_note}</p>}
      {item.verify_locally && <p class="sub">{t('local')}</p>}
      {item.season_from && item.season_to && !inSeason(item) && <p><b>{t('out_of_season', { from: monthDay(item.season_from), to: monthDay(item.season_to) })}</b></p>}
      <LinkButton small href={`/guide/${code}`}>{t('more')}</LinkButton>
    </section>
  )
}

/** Before it goes: the version that was read goes with it; one that has changed or ended since it was chosen is shown anew. */
export function ItemNow({ item, keep }: { item: { code: string; name: string; version?: number }; keep: (version: number) => void }) {
  const { value } = useCatalogue()
  const now = value?.find(each => each.code === item.code)
  const chosen = useRef(item.version)
  useEffect(() => { if (now && now.version !== item.version) keep(now.version) }, [now?.version])
  if (value && !now) return <p class="card late" role="alert">{t('ended', { item: item.name })}</p>
  if (!now || (inSeason(now) && (!chosen.current || chosen.current === now.version))) return null
  return (
    <>
      {chosen.current && chosen.current !== now.version && <p class="card late" role="alert">{t('changed')}</p>}
      <Guide code={item.code} />
    </>
  )
}
