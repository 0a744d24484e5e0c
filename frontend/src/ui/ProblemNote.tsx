import { language } from '../app/i18n'
import { refresh } from '../app/remote'
import { Button } from './Button'
import { t } from './words'

/** The server's own sentence in the language of the screen, or ours when there was no answer. */
export function sentenceOf(problem: { status: number; zh: string; en: string }): string {
  const said = language.value === 'zh' ? problem.zh : problem.en
  if (said) return said
  return problem.status === 0 ? t('trouble_network') : problem.status === 404 || problem.status === 403 ? t('trouble_gone') : t('trouble_server')
}

/** A long form ends below the button at the thumb: whoever pressed it would wait for something that has been said already. */
const shown = (note: HTMLElement | null) => note?.scrollIntoView(false)

/** What the server refused about a form, beside its button. */
export const Complaint = ({ problem }: { problem: { status: number; zh: string; en: string } }) =>
  <p class="card late arrives" role="alert" ref={shown}>{sentenceOf(problem)}</p>

/** What happened, that nothing was lost, and what to do now. */
export function ProblemNote({ problem, retry = refresh }: { problem: { status: number; zh: string; en: string }; retry?: () => void }) {
  return (
    <div class="card wait stack arrives" role="alert">
      <p>{sentenceOf(problem)}</p>
      <Button small onClick={retry}>{t('try_again')}</Button>
    </div>
  )
}
