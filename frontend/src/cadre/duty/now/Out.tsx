import { useState } from 'preact/hooks'
import { request } from '../../../api/client'
import type { Writes } from '../../../api/types'
import { refresh } from '../../../app/remote'
import { go } from '../../../app/router'
import { Button } from '../../../ui/Button'
import { Choice, Field } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Empty, Loading } from '../../../ui/parts'
import { Complaint } from '../../../ui/ProblemNote'
import { showWrong, useDesk } from '../../here'
import { Tiles } from '../../Tiles'
import { useDoing } from '../roster/doing'
import { soon, today } from './clock'
import { t } from './words'

const REASONS = ['home_visit', 'township', 'round', 'meeting', 'emergency'] as const
type Note = Writes['POST /duty/out-note']['body']

/** Whoever is on duty goes out, and says on the board when he will be back; or is back. */
export function OutScreen() {
  const desk = useDesk().value
  const doing = useDoing()
  const note = desk?.shift?.out_note
  // Said later it would be untrue: it does not wait for the network.
  const say = (said: Note) => doing.run(async () => {
    await request('POST', '/duty/out-note', said)
    refresh()
    go('/desk', { replace: true })
  })
  const asked = useQuestions(say)
  const send = <Button look="main" block busy={doing.busy} onClick={asked.send}>{t('out_send')}</Button>
  if (!desk?.on_duty) return <Page title={t('out')} home="/desk">{desk ? <Empty>{t('not_on_duty')}</Empty> : <Loading />}</Page>
  return (
    <Page title={t('out')} home="/desk" foot={<Bar>{note ? <Button look="main" busy={doing.busy} onClick={() => void say({ reason: null, back_at: null })}>{t('out_back')}</Button> : send}</Bar>}>
      {doing.problem && <Complaint problem={doing.problem} />}
      {note ? <p class="card wait" role="status">{t('out_is', { note })}</p> : <p class="sub">{t('out_says')}</p>}
      {note ? <details class="card"><summary>{t('out_change')}</summary><div class="stack wide-gaps">{asked.fields}{send}</div></details> : asked.fields}
    </Page>
  )
}

/** What for, and until when. */
function useQuestions(onSend: (said: Note) => unknown) {
  const [reason, setReason] = useState<Note['reason']>(null)
  const [back, setBack] = useState('')
  const [clock, setClock] = useState('')
  const [tried, setTried] = useState(false)
  const [times] = useState(() => soon())
  const at = back === 'other' ? today(clock) : back === 'none' ? null : back
  const late = back === 'other' && !at
  function send(): void {
    setTried(true)
    if (!reason || !back || late) return showWrong()
    void onSend({ reason, back_at: at })
  }
  const fields = <>
    <Tiles label={t('out_why')} value={reason ?? ''} wrong={tried && !reason ? t('choose') : ''} options={REASONS.map(each => ({ value: each, label: t(each) }))} onPick={picked => setReason(picked as Note['reason'])} />
    <Choice label={t('out_until')} value={back} wrong={tried && !back ? t('choose') : ''} onPick={setBack}
      options={[...times, { value: 'none', label: t('not_known'), sub: t('not_known_sub') }, { value: 'other', label: t('other_time') }]} />
    {back === 'other' && <Field label={t('which_time')} type="time" value={clock} wrong={tried && late ? t('clock_wrong') : ''} onInput={setClock} focus />}
  </>
  return { fields, send }
}
