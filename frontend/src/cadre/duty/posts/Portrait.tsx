import { useEffect, useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { MemberPortrait } from '../../../api/types'
import { day } from '../../../app/dates'
import { useDraft } from '../../../app/useDraft'
import { newId, unsent } from '../../../outbox/outbox'
import { useSending } from '../../../outbox/sending'
import { Button } from '../../../ui/Button'
import { Tick } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Card, Empty, Loading, Row, Rows } from '../../../ui/parts'
import { Photos } from '../../../ui/Photos'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { NotSent } from '../../../villager/NotSent'
import { showWrong, useAsked } from '../../here'
import { isSecretary } from '../roster/doing'
import { memberHref } from './parts'
import { t } from './words'

const EMPTY = { photo: '', agreed: false }
const url = (id: string) => address('/duty/members/{person_id}/portrait', { person_id: id })

/** The way to the photo, for its person and the secretary; nobody else is told whether there is one. */
export function PortraitRow({ id, isMe }: { id: string; isMe: boolean }) {
  const { value } = useAsked<MemberPortrait>(isMe || isSecretary() ? url(id) : null)
  if (!value?.may_give && !value?.portrait) return null
  return <Rows><Row mark="photo" href={`${memberHref(id)}/portrait`} title={t('portrait')} sub={t('portrait_yours')} /></Rows>
}

/** 公示栏上的照片: giving one of oneself, another one, and taking it down. The secretary does it for who has no phone. */
export function PortraitScreen({ id }: { id: string }) {
  const { value, problem, again } = useAsked<MemberPortrait>(url(id))
  const home = memberHref(id)
  const waiting = unsent.value.length
  // What lay on the phone has gone out meanwhile.
  useEffect(() => { if (value) again() }, [waiting])
  if (!value) return <Page title={t('portrait')} home={home}>{problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />}</Page>
  return <PortraitForm key={value.portrait?.id} now={value} home={home} again={again} />
}

function PortraitForm({ now, home, again }: { now: MemberPortrait; home: string; again: () => void }) {
  const { person, portrait, is_me } = now
  const draft = `portrait ${person.id}`
  const [form, change] = useDraft(draft, EMPTY)
  const [tried, setTried] = useState(false)
  const [waits, setWaits] = useState(false)
  const { busy, problem, run } = useSending()
  const wrong = is_me || form.agreed ? '' : t('portrait_ask')
  const done = ({ state }: { state: string }) => { setWaits(state === 'waiting'); again() }
  function give(): void {
    setTried(true)
    if (wrong) return showWrong()
    const body = { id: newId(), file_id: form.photo, person_id: person.id, has_agreed: form.agreed }
    const about = { title: t('portrait'), edit: { href: `${home}/portrait`, draft, value: form } }
    void run('POST /duty/portraits', {}, body, about, [form.photo], outcome => { change(EMPTY); setTried(false); done(outcome) })
  }
  const remove = () => portrait && void run('DELETE /duty/portraits/{portrait_id}', { portrait_id: portrait.id }, null, { title: t('portrait_remove') }, [], done)
  return (
    <Page title={t('portrait')} sub={person.name} home={home} {...(form.photo ? { foot: <Bar><Button look="main" busy={busy} onClick={give}>{t('portrait_give')}</Button></Bar> } : {})}>
      <NotSent />
      <Card><p>{t('portrait_about')}</p></Card>
      {waits && <p class="card wait" role="status">{t('portrait_waiting')}</p>}
      {portrait && (
        <Card>
          <div class="stack">
            <img class="portrait" src={portrait.url} alt={t('portrait_of', { name: person.name })} />
            <p class="sub">{t(portrait.for_him ? 'portrait_for_him' : 'portrait_given', { day: day(portrait.given_on), by: portrait.by })}</p>
            <Button icon="cross" busy={busy} onClick={remove}>{t('portrait_remove')}</Button>
          </div>
        </Card>
      )}
      {now.may_give ? (
        <div class="stack round">
          {portrait && <h2>{t('portrait_another')}</h2>}
          <Photos most={1} ids={form.photo ? [form.photo] : []} onChange={ids => change({ photo: ids[0] ?? '' })} />
          {!is_me && form.photo && <Tick label={t('portrait_agreed')} sub={t('portrait_agreed_sub')} checked={form.agreed} onTick={agreed => change({ agreed })} />}
          {tried && wrong && <p class="wrong" role="alert">{wrong}</p>}
        </div>
      ) : !portrait && <Empty>{t('portrait_no_post')}</Empty>}
      {problem && <Complaint problem={problem} />}
    </Page>
  )
}
