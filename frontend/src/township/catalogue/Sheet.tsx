import { useRef, useState } from 'preact/hooks'
import { address, Problem, request } from '../../api/client'
import { day, localDate } from '../../app/dates'
import { comma, language } from '../../app/i18n'
import { refresh } from '../../app/remote'
import { Downloads } from '../../cadre/print/Download'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Page } from '../../ui/Page'
import { Card } from '../../ui/parts'
import { Complaint } from '../../ui/ProblemNote'
import type { Plan } from './draft'
import { t } from './words'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The whole catalogue out as a spreadsheet, and back in after a look that names every error. */
export function SheetPage() {
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [from, setFrom] = useState(localDate())
  const [plan, setPlan] = useState<Plan | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  // The file stays with whoever chose it: nothing of it is stored on this machine, so it does not wait in the outbox.
  async function send(path: string, more: Record<string, string>): Promise<void> {
    if (!file || busy) return
    setBusy(true)
    setProblem(null)
    try {
      setPlan(await request('POST', address(path, { valid_from: from, ...more }), new Blob([await file.arrayBuffer()], { type: TYPE }), { 'Content-Type': TYPE }) as Plan)
      refresh()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const anew = () => { setPlan(null); setProblem(null) }
  return (
    <Page title={t('sheet')} sub={t('title')} home="/town/catalogue">
      <Downloads files={[{ label: t('export'), url: '/catalogue.xlsx' }]} />
      <input ref={input} type="file" accept=".xlsx" hidden aria-label={t('pick')} onChange={event => { setFile(event.currentTarget.files?.[0] ?? null); anew() }} />
      <Button icon="plus" block onClick={() => input.current?.click()}>{file?.name ?? t('pick')}</Button>
      <Field label={t('from')} hint={t('from_hint')} type="date" min={localDate()} value={from} onInput={value => { setFrom(value); anew() }} />
      {file && !plan && <Button look="main" block busy={busy} onClick={() => void send('/catalogue.xlsx/check', {})}>{t(busy ? 'checking' : 'check')}</Button>}
      {problem && <Complaint problem={problem} />}
      {plan && <Result plan={plan} />}
      {plan?.taken_over && <Card tone="done"><p role="status">{t('taken', { day: day(from) })}</p></Card>}
      {plan && !plan.taken_over && !plan.errors.length && plan.changes.length > 0 && <Button look="main" block busy={busy} onClick={() => void send('/catalogue.xlsx', { state: plan.state })}>{t('take_over')}</Button>}
    </Page>
  )
}

function Result({ plan }: { plan: Plan }) {
  return (
    <>
      {plan.errors.length > 0 ? <section class="card late stack" role="alert">
        <b>{t('n_errors', { n: plan.errors.length })}</b>
        <div class="scroller" role="region" aria-label={t('wrong')} tabIndex={0}><table class="numbers sentences">
          <thead><tr><th scope="col">{t('where')}</th><th scope="col">{t('wrong')}</th></tr></thead>
          <tbody>{plan.errors.map(each => <tr key={`${each.sheet}${each.row}${each.column}${each.code}`}><th scope="row">{each.sheet} {each.column}{each.row}<br /><span class="sub">{each.header}</span></th><td>{each[language.value]}</td></tr>)}</tbody>
        </table></div>
      </section> : <p class="card done" role="status">{t('no_errors')} {plan.changes.length ? t('n_changes', { n: plan.changes.length, same: plan.unchanged }) : t('nothing')}</p>}
      {plan.changes.map(each => (
        <Card key={each.code}>
          <b>{each.code} {each.name} · {t(each.what)}</b>
          <ul class="bullets">{each.fields.map(field => <li key={field.field}>{field.label}: {t('before_after', { before: field.before || t('empty'), after: field.after || t('empty') })}</li>)}</ul>
        </Card>
      ))}
      {plan.not_in_sheet.length > 0 && <p class="sub">{t('not_in', { codes: plan.not_in_sheet.join(comma()) })}</p>}
    </>
  )
}
