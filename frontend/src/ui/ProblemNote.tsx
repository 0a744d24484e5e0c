import { useEffect, useRef } from 'preact/hooks'
import { language } from '../app/i18n'
import { refresh } from '../app/remote'
import { Button } from './Button'
import { useCallee } from './Call'
import { t } from './words'

/** The server's own sentence in the language of the screen, or ours when there was no answer. */
export function sentenceOf(problem: { status: number; zh: string; en: string }): string {
  const said = language.value === 'zh' ? problem.zh : problem.en
  if (said) return said
  return problem.status === 0 ? t('trouble_network') : problem.status === 404 || problem.status === 403 ? t('trouble_gone') : t('trouble_server')
}

/** What the server refused about a form, beside its button. */
export function Complaint({ problem }: { problem: { status: number; zh: string; en: string } }) {
  const line = useRef<HTMLParagraphElement>(null)
  // On a long form the end of the page lies behind the bar with the button that was pressed.
  useEffect(() => { line.current?.scrollIntoView({ block: 'center' }) }, [problem])
  return <p ref={line} class="card late arrives" role="alert">{sentenceOf(problem)}</p>
}

/** What happened, that nothing was lost, and what to do now: a phone without a network still calls. */
export function ProblemNote({ problem, retry = refresh }: { problem: { status: number; zh: string; en: string }; retry?: () => void }) {
  const callee = useCallee()
  return (
    <div class="card wait stack arrives" role="alert">
      <p>{sentenceOf(problem)}{problem.status === 0 && t('urgent', callee)}</p>
      <Button small onClick={retry}>{t('try_again')}</Button>
    </div>
  )
}
