import type { Item } from '../../../api/types'
import { LinkButton } from '../../../ui/Button'
import { daysOf, useCatalogue } from './catalogue'
import { t } from '../telling.words'

export const feeOf = (item: Item) => (item.fee_fen ? t('fee', { yuan: item.fee_fen / 100 }) : item.fee_fen === 0 ? t('free') : '')

/** "09-01" as people say it. */
export const monthDay = (text: string) => t('month_day', { month: Number(text.slice(0, 2)), day: Number(text.slice(3)) })
/** Whether today lies in the item's season, both days in, over the new year too. */
export function inSeason({ season_from: from, season_to: to }: Item): boolean {
  if (!from || !to) return true
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(5, 10)
  return from <= to ? from <= today && today <= to : today >= from || today <= to
}

/** What to bring, how long it takes, what it costs: before anybody sets out. */
export default function ItemCard({ code }: { code: string }) {
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
