import { useState } from 'preact/hooks'
import type { Authorisation } from '../../api/types'
import { isCadre } from '../../app/store'
import { newId } from '../../outbox/outbox'
import { useSending } from '../../outbox/sending'
import { Button } from '../../ui/Button'
import { Complaint } from '../../ui/ProblemNote'
import { IdentityChoice, type Identity } from '../identity'
import { t } from './words'

/** Taking it back is one touch for whoever gave it, who reads beforehand what it does. The secretary says how he knew whose wish it is. */
export function Revoke({ paper }: { paper: Authorisation }) {
  const [sure, setSure] = useState(false)
  const [identity, setIdentity] = useState<Identity | ''>('')
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useSending()
  if (!paper.may_revoke) return null
  function send(): void {
    setTried(true)
    if (isCadre.value && !identity) return
    const body = { id: newId(), reported_at: new Date().toISOString(), ...(identity ? { on_behalf: { identity_checked: identity } } : {}) }
    void run('POST /authorisations/{authorisation_id}/revoke', { authorisation_id: paper.id }, body, { title: t('revoke_about', { name: paper.principal.name }) }, [], () => setSure(false))
  }
  if (!isCadre.value) {
    return (
      <div class="stack">
        <p class="sub">{t('revoke_sure')}</p>
        <Button look="ghost" block busy={busy} onClick={send}>{t('revoke')}</Button>
        {problem && <Complaint problem={problem} />}
      </div>
    )
  }
  if (!sure) return <Button look="ghost" block onClick={() => setSure(true)}>{t('revoke_for')}</Button>
  return (
    <div class="card wait stack" role="group" aria-label={t('revoke')}>
      <p><b>{t('revoke_sure')}</b></p>
      <IdentityChoice value={identity} wrong={tried && !identity} onPick={setIdentity} />
      <Button look="ghost" block busy={busy} onClick={send}>{t('yes_revoke')}</Button>
      <Button block onClick={() => setSure(false)}>{t('keep')}</Button>
      {problem && <Complaint problem={problem} />}
    </div>
  )
}
