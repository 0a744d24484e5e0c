import { time } from '../app/dates'
import { address } from '../api/client'
import type { SignInSlip } from '../api/types'
import { Page } from '../ui/Page'
import { Card, Empty, Loading } from '../ui/parts'
import { ProblemNote } from '../ui/ProblemNote'
import { useAsked } from './here'
import { t } from './slips.words'
import { t as cadre } from './words'

const EVERY_S = 5

/** The codes of villagers who are signing in right now, to be told to the person and to nobody else. */
export default function SlipsScreen() {
  const { value, problem, again } = useAsked<SignInSlip[]>(address('/sign-in/slips'), EVERY_S)
  return (
    <Page title={cadre('slips')} sub={cadre('slips_sub')} home="/desk/more">
      <Card tone="wait"><p>{t('slips_check')}</p></Card>
      {problem && <ProblemNote problem={problem} retry={again} />}
      {!value && !problem && <Loading />}
      <div class="stack" aria-live="polite">
        {value && !value.length && <Empty>{t('no_slips')}</Empty>}
        {value?.map(slip => (
          <section class="card side slip arrives" key={slip.code + slip.phone_masked}>
            <span class="grow"><b>{slip.name}</b><br /><span class="sub">{slip.phone_masked} · {t('good_until', { time: time(slip.expires_at) })}</span></span>
            <span class="big-code">{slip.code.replace(/(...)(...)/, '$1 $2')}</span>
          </section>
        ))}
      </div>
    </Page>
  )
}
