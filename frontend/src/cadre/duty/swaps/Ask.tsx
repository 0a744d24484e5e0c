import { useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { Partners, TurnOffer, TurnPage } from '../../../api/types'
import { comma } from '../../../app/i18n'
import { refresh, useRemote } from '../../../app/remote'
import { go } from '../../../app/router'
import { me } from '../../../app/store'
import { newId } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Choice } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Empty, Loading } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useAsked } from '../../here'
import { Tiles } from '../../Tiles'
import { whenOf } from './List'
import { t } from './words'

const ALL = 'all'

/** Asking about a turn of one's own, or recording that a colleague asks: what, whom, why, and off it goes. */
export function AskScreen({ turn }: { turn: string }) {
  const { value, problem } = useRemote('/duty/turns/{shift_id}', { shift_id: turn })
  const offers = value?.moves.filter(each => each.move === 'ask_take' || each.move === 'ask_swap') ?? []
  if (value && offers.length) return <Form page={value} offers={offers} />
  return (
    <Page title={t('ask')} home={`/desk/duty/turns/${turn}`}>
      {value ? <Empty>{t('not_yours')}</Empty> : problem ? <ProblemNote problem={problem} /> : <Loading />}
    </Page>
  )
}

function Form({ page, offers }: { page: TurnPage; offers: TurnOffer[] }) {
  const { id, mine, person } = page.turn
  const partners = useAsked<Partners>(address('/duty/turns/{shift_id}/partners', { shift_id: id }))
  const { busy, problem, run } = useSending()
  const [how, setHow] = useState('ask_take')
  const [whom, setWhom] = useState('')
  const [which, setWhich] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isSwap = how === 'ask_swap'
  const chosen = isSwap ? which : whom
  const wrong = tried && !chosen ? t('choose') : ''
  const swap = newId()
  // Whoever writes down another's word is none of the two.
  const isOther = (each: string) => mine || each !== me.value?.person_id
  function send(): void {
    setTried(true)
    if (!chosen || !reason) return showWrong()
    const about = isSwap ? { for_shift_id: which } : whom === ALL ? {} : { person_id: whom }
    void run('POST /duty/swaps', {}, { id: swap, shift_id: id, reason: reason as 'other', ...about, ...(mine ? {} : { for_person_id: person.id }) }, { title: t('about', { when: whenOf(page.turn) }) }, [], outcome => {
      refresh()
      go(outcome.state === 'sent' ? `/desk/duty/swaps/${swap}` : '/desk/duty', { replace: true })
    })
  }
  const found = partners.value
  const free = found?.free.filter(each => isOther(each.id)) ?? []
  const turns = found?.turns.filter(each => isOther(each.person.id)) ?? []
  return (
    <Page title={mine ? t('ask') : t('ask_for', { name: person.name })} sub={whenOf(page.turn)} home={`/desk/duty/turns/${id}`} foot={<Bar><Button look="main" busy={busy} onClick={send}>{t('send')}</Button></Bar>}>
      {problem && <Complaint problem={problem} />}
      {!mine && <p class="card">{t('record_says')}</p>}
      <Tiles label={t('how')} value={how} options={offers.map(each => ({ value: each.move, label: t(each.move === 'ask_swap' ? 'swap' : 'take') }))} onPick={setHow} />
      {!found && (partners.problem ? <ProblemNote problem={partners.problem} retry={partners.again} /> : <Loading />)}
      {found && !isSwap && (free.length > 0
        ? <Choice label={t('whom')} value={whom} wrong={wrong} onPick={setWhom} hint={found.busy.length > 0 ? t('busy_then', { names: found.busy.map(each => each.name).join(comma()) }) : undefined}
            options={[{ value: ALL, label: t('everybody'), sub: t('everybody_sub') }, ...free.map(each => ({ value: each.id, label: each.name }))]} />
        : <Empty>{t('nobody_free')}</Empty>)}
      {found && isSwap && (turns.length > 0
        ? <Choice label={t('which')} value={which} wrong={wrong} onPick={setWhich} options={turns.map(each => ({ value: each.id, label: each.person.name, sub: whenOf(each) }))} />
        : <Empty>{t('none_fits')}</Empty>)}
      <Tiles label={t('why')} value={reason} wrong={tried && !reason ? t('choose') : ''} options={offers[0]!.reasons.map(each => ({ value: each.code, label: each.label }))} onPick={setReason} />
    </Page>
  )
}
