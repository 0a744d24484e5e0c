import type { Board } from '../../api/types'
import { useBoard } from '../../app/board'
import { named } from '../../app/dates'
import '../../cadre/cadre.css'
import { Downloads } from '../../cadre/print/Download'
import { Button, LinkButton } from '../../ui/Button'
import { Bar, Page } from '../../ui/Page'
import { Empty, Loading } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { boardCode } from '.'
import { t } from './words'

/** The sheet for the gate: the same on the screen, out of the printer and as a file. */
export default function PrintBoard() {
  const code = boardCode()
  const { board, problem } = useBoard(code)
  return (
    <Page title={t('print_title')} sub={board?.village.name} home="/duty" foot={board && <Bar><Button look="main" onClick={() => print()}>{t('print')}</Button></Bar>}>
      {!code && <Empty><p>{t('no_village')}</p><LinkButton href="/village" look="main" block>{t('choose')}</LinkButton></Empty>}
      {code && !board && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {board && <Sheet board={board} />}
      {board && <Downloads files={[{ label: t('pdf'), url: `/board/${board.village.code}/sheet.pdf` }]} />}
    </Page>
  )
}

function Sheet({ board }: { board: Board }) {
  const { centre } = board
  return (
    <article class="sheet">
      <h2 class="sheet-title">{t('sheet_title', { village: board.village.name })}</h2>
      <dl>
        {centre && <div><dt>{t('where')}</dt><dd>{centre.name} {centre.address}</dd></div>}
        {centre && <div><dt>{t('phone')}</dt><dd>{centre.phone}</dd></div>}
      </dl>
      <table>
        <thead><tr><th scope="col">{t('day')}</th><th scope="col">{t('open_from')}</th><th scope="col">{t('who')}</th></tr></thead>
        <tbody>{board.week.map(each => (
          <tr key={each.on}>
            <th scope="row">{named(each.on)}{each.name && <span class="line">{each.name}</span>}</th>
            <td>{each.hours.length ? each.hours.map(span => <span class="line" key={span.opens}>{span.opens}–{span.closes}</span>) : t('shut')}</td>
            <td>{each.shifts.length ? each.shifts.map(shift => <span class="line" key={shift.from + shift.name}>{shift.from}–{shift.to} {shift.name}</span>) : t('call_centre')}</td>
          </tr>
        ))}</tbody>
      </table>
      <h3>{t('supervision')}</h3>
      <dl>{board.supervision.map(each => <div key={each.phone}><dt>{each.phone}</dt><dd>{each.name}</dd></div>)}</dl>
      <p>{t('sheet_says')}</p>
    </article>
  )
}
