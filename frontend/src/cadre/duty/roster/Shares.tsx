import type { Draft } from '../../../api/types'
import { t } from './words'

const WEIGHTS = ['workday', 'rest_day', 'holiday', 'spring_festival', 'night'] as const

/** Who carries what, in the order of names: so that everybody can see that it is even, and nobody is first or last. */
export function Shares({ draft, open }: { draft: Draft; open?: boolean }) {
  return (
    <details class="card" open={open}>
      <summary><b>{t('shares')}</b></summary>
      <div class="stack">
        <p class="sub">{t('no_ranking')}</p>
        <div class="rows">{draft.shares.map(each => (
          <div key={each.person.id}><span class="grow"><b>{each.person.name}</b>
            <span class="sub">{t('share', { turns: each.turns, nights: each.nights, rest: each.rest_days, load: each.load })}
              <span class="line">{each.carried > 0 ? t('ahead', { n: each.carried }) : each.carried < 0 ? t('behind', { n: -each.carried }) : t('even')}</span></span></span></div>
        ))}</div>
        <p class="sub">{t('weights', Object.fromEntries(WEIGHTS.map(kind => [kind, draft.weights[kind] ?? 0])))}</p>
        {draft.spare !== null && !draft.published_at && <p class="sub">{draft.spare ? t('spare', { n: draft.spare }) : t('proven')}</p>}
      </div>
    </details>
  )
}
