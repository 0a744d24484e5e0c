import { day } from '../app/dates'
import type { Picture } from './summary'
import { t } from './words'

const WIDE = 420
const HIGH = 150
const TOP = 12

/** What came and what was done on each of the last days: bars and a line by hand, and the numbers as a table behind them. */
export function Chart({ days, table = true }: { days: Picture['days']; table?: boolean }) {
  const most = Math.max(1, ...days.map(each => Math.max(each.submitted, each.completed)))
  const step = WIDE / Math.max(1, days.length)
  const y = (n: number) => TOP + (HIGH - TOP) * (1 - n / most)
  const sum = (of: 'submitted' | 'completed') => days.reduce((all, each) => all + each[of], 0)
  const middle = (at: number) => (at + 0.5) * step
  const first = days[0]
  const last = days[days.length - 1]
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDE} ${HIGH + 22}`} role="img" aria-label={t('chart_says', { submitted: sum('submitted'), completed: sum('completed') })}>
        <text x="0" y={TOP - 2}>{most}</text>
        <path class="axis" d={`M0 ${TOP}h${WIDE}M0 ${HIGH}h${WIDE}`} />
        {days.map((each, at) => <rect key={each.on} x={middle(at) - step * 0.32} y={y(each.submitted)} width={step * 0.64} height={HIGH - y(each.submitted)} rx="2" />)}
        <polyline points={days.map((each, at) => `${middle(at)},${y(each.completed)}`).join(' ')} />
        {days.map((each, at) => <circle key={each.on} cx={middle(at)} cy={y(each.completed)} r="2.600" />)}
        {first && <text x="0" y={HIGH + 17}>{day(first.on)}</text>}
        {last && <text x={WIDE} y={HIGH + 17} text-anchor="end">{day(last.on)}</text>}
      </svg>
      <figcaption class="sub">{t('chart_key')}</figcaption>
      {table && <details>
        <summary>{t('chart_table')}</summary>
        <table class="numbers">
          <thead><tr><th scope="col">{t('on_day')}</th><th scope="col">{t('submitted')}</th><th scope="col">{t('completed')}</th></tr></thead>
          <tbody>{days.map(each => <tr key={each.on}><th scope="row">{day(each.on)}</th><td>{each.submitted}</td><td>{each.completed}</td></tr>)}</tbody>
        </table>
      </details>}
    </figure>
  )
}
