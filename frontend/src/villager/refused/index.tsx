import { useState } from 'preact/hooks'
import { saveDraft } from '../../app/drafts'
import { go } from '../../app/router'
import { remove, type Waiting } from '../../outbox/outbox'
import { Button } from '../../ui/Button'
import { sentenceOf } from '../../ui/ProblemNote'
import { t } from './words'

/** One act that the server refused after the person had left its form: the server's sentence, and a way on. */
export default function Refused({ act }: { act: Waiting }) {
  const [asking, ask] = useState(false)
  const { edit } = act.about
  const mend = async () => {
    if (!edit) return
    await saveDraft(edit.draft, edit.value)
    await remove(act, { keepFiles: true })
    go(edit.href)
  }
  return (
    <section class="card late stack arrives">
      <p><b>{t('refused')} · {act.about.title}</b></p>
      {act.problem && <p>{sentenceOf(act.problem)}</p>}
      {asking && <p role="alert">{t('sure_remove')}</p>}
      <div class="side">
        {asking ? <>
          <Button look="main" onClick={() => void remove(act)}>{t('yes_remove')}</Button>
          <Button onClick={() => ask(false)}>{t('keep')}</Button>
        </> : <>
          {edit && <Button look="main" icon="pen" onClick={() => void mend()}>{t('mend')}</Button>}
          <Button onClick={() => ask(true)}>{t('remove')}</Button>
        </>}
      </div>
    </section>
  )
}
