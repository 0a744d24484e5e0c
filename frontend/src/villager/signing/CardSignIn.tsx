import { useState } from 'preact/hooks'
import { act } from '../../api/client'
import { query } from '../../app/router'
import { Button } from '../../ui/Button'
import { Field, Tick } from '../../ui/Field'
import { Page } from '../../ui/Page'
import { Complaint } from '../../ui/ProblemNote'
import { useEntering } from './entering'
import { digits } from './SignIn'
import { t } from './words'

/** The paper card: its QR code opens this page with the number filled in, the six digits are printed under it. */
export function CardSignIn() {
  const [cardNo, setCardNo] = useState(query.value.get('no') ?? '')
  const [code, setCode] = useState('')
  const [shared, setShared] = useState(false)
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useEntering()

  function submit(event: Event): void {
    event.preventDefault()
    setTried(true)
    if (cardNo && code.length === 6) void run(() => act('/sign-in/card', { card_no: cardNo.trim(), code, shared_phone: shared }), shared)
  }

  return (
    <Page title={t('card')} home="/sign-in">
      <form class="stack" onSubmit={submit} noValidate>
        <p class="sub">{t('card_hint')}</p>
        <Field label={t('card_no')} value={cardNo} wrong={tried && !cardNo ? t('card_wrong') : ''} onInput={setCardNo} />
        <Field label={t('card_code')} inputMode="numeric" maxLength={6} value={code} wrong={tried && code.length !== 6 ? t('code_wrong') : ''}
          onInput={value => setCode(digits(value))} />
        <Tick label={t('shared')} sub={t('shared_sub')} checked={shared} onTick={setShared} />
        {problem && <Complaint problem={problem} />}
        <Button look="main" submit block busy={busy}>{t('sign_in')}</Button>
      </form>
    </Page>
  )
}
