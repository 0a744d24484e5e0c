import type { TemporaryPlan } from '../../../api/types'
import { named } from '../../../app/dates'
import { comma } from '../../../app/i18n'
import { Card, Row, Rows, Tag } from '../../../ui/parts'
import { hours as clock, dayOf } from '../turns/month'
import { Down, Gaps, when } from './say'
import { t } from './words'

/** How it would be: what is open comes first, then what it costs, then every turn. */
export function Preview({ plan, fallback }: { plan: TemporaryPlan; fallback: string }) {
  const byDay = new Map<string, TemporaryPlan['turns']>()
  for (const turn of plan.turns) byDay.set(dayOf(turn.starts_at), [...(byDay.get(dayOf(turn.starts_at)) ?? []), turn])
  const names = (turn: TemporaryPlan['turns'][number]) => turn.persons.map(each => (each.id === fallback ? t('is_fallback', { name: each.name }) : each.name)).join(comma()) || t('no_one')
  return (
    <>
      <Card tone="wait"><p role="status">{t('not_yet')}</p><p class="sub">{t('told')} {t('to_change')}</p></Card>
      {plan.late && <Card tone="wait"><p>{plan.late}</p></Card>}
      {plan.gaps.length ? <section class="stack"><h2>{t('gaps')}</h2><Gaps gaps={plan.gaps} /></section> : <Card tone="done"><p>{t('no_gaps')}</p></Card>}
      {plan.open_hours.length > 0 && <section class="stack"><h2>{t('open_hours')}</h2><p class="sub">{t('open_hours_sub')}</p>
        <Rows>{plan.open_hours.map(each => <Row key={each.from} title={when({ starts_at: each.from, ends_at: each.to })} />)}</Rows></section>}
      {plan.stood_down.length > 0 && <Down turns={plan.stood_down} />}
      <section class="stack"><h2>{t('shares')}</h2><p>{plan.shares.map(each => t('share', { name: each.person.name, n: each.turns })).join(comma())}</p></section>
      <section class="stack"><h2>{t('turns')}</h2>
        {[...byDay].map(([on, turns]) => (
          <section key={on} class="stack"><h3 class="sub">{named(on)}</h3>
            <Rows>{turns.map(turn => <Row key={turn.starts_at} title={clock(turn.starts_at, turn.ends_at)} sub={names(turn)} tag={turn.missing > 0 && <Tag tone="late">{t('n_missing', { n: turn.missing })}</Tag>} />)}</Rows>
          </section>
        ))}
      </section>
    </>
  )
}
