import { useRef, useState } from 'preact/hooks'
import { address, request } from '../../../api/client'
import type { RosterSheetPlan } from '../../../api/types'
import { comma, language } from '../../../app/i18n'
import { refresh } from '../../../app/remote'
import { Button, LinkButton } from '../../../ui/Button'
import { Page } from '../../../ui/Page'
import { Card } from '../../../ui/parts'
import { Complaint } from '../../../ui/ProblemNote'
import { useVillage } from '../../here'
import { Downloads } from '../../print/Download'
import { monthBy, monthName } from '../turns/month'
import { isSecretary, monthAsked, useDoing } from './doing'
import { t } from './words'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A month on paper and as a spreadsheet; what comes back is looked through first and becomes a draft. */
export function SheetScreen() {
  const code = useVillage()?.code ?? ''
  const month = monthAsked(monthBy(0))
  const url = address('/duty/rosters/{village_code}/{month}/sheet', { village_code: code, month })
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [plan, setPlan] = useState<RosterSheetPlan | null>(null)
  const { busy, problem, run } = useDoing()
  // The file stays with whoever chose it: nothing of it is stored on this phone, so it does not wait in the outbox.
  const send = (path: string) => void run(async () => {
    if (!file) return
    setPlan(await request('POST', url + path, new Blob([await file.arrayBuffer()], { type: TYPE }), { 'Content-Type': TYPE }) as RosterSheetPlan)
    refresh()
  })
  return (
    <Page title={t('sheet')} sub={monthName(month, 'month_year')} home="/desk/duty/month">
      <nav class="chips" aria-label={t('sheet')}>
        {[0, 1, 2].map(by => monthBy(by)).map(each => <a key={each} class="chip" href={`/desk/duty/sheet?of=${each}`} aria-current={each === month ? 'page' : undefined}>{monthName(each)}</a>)}
      </nav>
      <h2>{t('sheet_out')}</h2>
      <Downloads files={[{ label: t('sheet_pdf'), url: `${url}.pdf` }, { label: t('sheet_xlsx'), url: `${url}.xlsx` }]} />
      <LinkButton block href={`/desk/duty/print?of=${month}`}>{t('sheet_print')}</LinkButton>
      {isSecretary() && <>
        <h2>{t('sheet_in')}</h2>
        <p class="sub">{t('sheet_in_says')}</p>
        <input ref={input} type="file" accept=".xlsx" hidden aria-label={t('sheet_pick')} onChange={event => { setFile(event.currentTarget.files?.[0] ?? null); setPlan(null) }} />
        <Button icon="plus" block onClick={() => input.current?.click()}>{file?.name ?? t('sheet_pick')}</Button>
        {file && !plan && <Button look="main" block busy={busy} onClick={() => send('/check')}>{t('sheet_check')}</Button>}
        {problem && <Complaint problem={problem} />}
        {plan && <Result plan={plan} />}
        {plan?.taken_over && <LinkButton look="main" block href={`/desk/duty/draw?of=${month}`}>{t('sheet_to_draft')}</LinkButton>}
        {plan && !plan.taken_over && !plan.errors.length && plan.changes.length > 0 && <Button look="main" block busy={busy} onClick={() => send(`?version=${plan.version}`)}>{t('sheet_take')}</Button>}
      </>}
    </Page>
  )
}

function Result({ plan }: { plan: RosterSheetPlan }) {
  if (plan.taken_over) return <Card tone="done"><p role="status">{t('sheet_taken')}</p></Card>
  const empty = t('sheet_nobody')
  return (
    <>
      {plan.errors.length > 0 ? <section class="card late stack" role="alert">
        <b>{t('sheet_errors', { n: plan.errors.length })}</b>
        <ul class="bullets">{plan.errors.map(each => <li key={`${each.row}${each.column}${each.code}${each.zh}`}><b>{t('sheet_where', { row: each.row, column: each.column, header: each.header })}</b> {each[language.value]}</li>)}</ul>
      </section> : <p class="card done" role="status">{t('sheet_fine', { n: plan.changes.length, same: plan.unchanged })}</p>}
      {plan.not_in_sheet > 0 && <p class="sub">{t('sheet_left', { n: plan.not_in_sheet })}</p>}
      {plan.changes.length > 0 && <Card><ul class="bullets">{plan.changes.map(each => <li key={each.turn}>{each.turn.replace(/ \w+$/, '')}：{each.before.join(comma()) || empty} → {each.after.join(comma()) || empty}</li>)}</ul></Card>}
    </>
  )
}
