import { useState } from 'preact/hooks'
import { request } from '../../../api/client'
import type { TurnPage } from '../../../api/types'
import { named, time } from '../../../app/dates'
import { refresh, useRemote } from '../../../app/remote'
import { go } from '../../../app/router'
import { Button, LinkButton } from '../../../ui/Button'
import { Choice, Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Empty, Loading } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { newId } from '../../../outbox/outbox'
import { showWrong } from '../../here'
import { useDoing } from '../roster/doing'
import { dayOf, hours } from '../turns/month'
import { soon, today } from './clock'
import { t } from './words'

/** Taking a running turn over, to its end or until one goes again: then it returns by itself. */
export function TakeScreen({ id }: { id: string }) {
  const { value, problem } = useRemote('/duty/turns/{shift_id}', { shift_id: id })
  if (value?.moves.some(each => each.move === 'take_over')) return <Form page={value} />
  return (
    <Page title={t('take')} home="/desk">
      {value ? <Empty><p>{t('take_gone')}</p><LinkButton block href={`/desk/duty/turns/${id}`}>{t('see_turn')}</LinkButton></Empty> : problem ? <ProblemNote problem={problem} /> : <Loading />}
    </Page>
  )
}

function Form({ page }: { page: TurnPage }) {
  const { id, person, starts_at, ends_at, on_leave } = page.turn
  const name = person.name
  const doing = useDoing()
  const [until, setUntil] = useState('end')
  const [clock, setClock] = useState('')
  const [tried, setTried] = useState(false)
  const [times] = useState(() => soon(Date.parse(ends_at)).map(each => ({ ...each, sub: t('returns', { name }) })))
  const at = until === 'other' ? today(clock) : until
  const wrong = tried && !at ? t('clock_wrong') : ''
  function take(): void {
    setTried(true)
    if (!at) return showWrong()
    // Done later, with somebody else there by then, it would be wrong: it does not wait for the network.
    void doing.run(async () => {
      await request('POST', `/duty/turns/${id}/moves`, { id: newId(), move: 'take_over', ...(until === 'end' ? {} : { until: at }) })
      refresh()
      go('/desk', { replace: true })
    })
  }
  // Whoever is on leave does not come back to the turn.
  const later = on_leave ? [] : [...times, { value: 'other', label: t('other_time'), sub: t('returns', { name }) }]
  return (
    <Page title={t('take')} sub={`${named(dayOf(starts_at))} ${hours(starts_at, ends_at)} · ${name}`} home="/desk" foot={<Bar><Button look="main" busy={doing.busy} onClick={take}>{t('take')}</Button></Bar>}>
      {doing.problem && <Complaint problem={doing.problem} />}
      <p class={`card ${on_leave ? 'wait' : ''}`}>{on_leave && t('take_away', { name })}{t('take_says', { name })}</p>
      <Choice label={t('take_until')} value={until} onPick={setUntil}
        options={[{ value: 'end', label: t('to_the_end'), sub: t('to_the_end_sub', { time: time(ends_at), name }) }, ...later]} />
      {until === 'other' && <Field label={t('which_time')} type="time" value={clock} wrong={wrong} onInput={setClock} focus />}
    </Page>
  )
}
