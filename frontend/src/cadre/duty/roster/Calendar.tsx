import { useState } from 'preact/hooks'
import { address, request } from '../../../api/client'
import type { CalendarLink, CalendarLinkMade } from '../../../api/types'
import { day } from '../../../app/dates'
import { Button } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { Page } from '../../../ui/Page'
import { Card, Empty, Loading, Rows } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { newId } from '../../../outbox/outbox'
import { useAsked, useVillage } from '../../here'
import { ActRow } from '../../rows'
import { useDoing } from './doing'
import { t } from './words'

/** The turns in the calendar that somebody uses anyway: a link that the phone follows, and that can be taken back. */
export function CalendarScreen() {
  const village = useVillage()
  // Not kept on the phone: whoever finds the address reads the roster.
  const { value, problem, again } = useAsked<{ items: CalendarLink[] }>(village ? address('/duty/calendar-links', { village_code: village.code }) : null)
  const [made, setMade] = useState<CalendarLinkMade | null>(null)
  const { busy, problem: refusal, run } = useDoing()
  const make = (is_whole: boolean) => void run(async () => {
    setMade(await request('POST', '/duty/calendar-links', { id: newId(), village_code: village?.code, is_whole }) as CalendarLinkMade)
    again()
  })
  const revoke = (id: string) => void run(async () => {
    await request('DELETE', `/duty/calendar-links/${id}`)
    if (made?.id === id) setMade(null)
    again()
  })
  return (
    <Page title={t('calendar')} sub={village?.name} home="/desk/duty">
      <p>{t('calendar_says')}</p>
      <Button look="main" block busy={busy} onClick={() => make(false)}>{t('link_own')}</Button>
      <Button block busy={busy} onClick={() => make(true)}>{t('link_whole')}</Button>
      {refusal && <Complaint problem={refusal} />}
      {made && <Made key={made.id} link={made} />}
      <h2>{t('links')}</h2>
      {!value && (problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />)}
      {value && !value.items.length && <Empty>{t('no_links')}</Empty>}
      {value && value.items.length > 0 && <Rows>{value.items.map(each => (
        <ActRow key={each.id} title={`${each.person.name} · ${t(each.is_whole ? 'whole' : 'own')}`} sub={[t('made_on', { day: day(each.made_at) }), each.used_on ? t('used_on', { day: day(each.used_on) }) : t('never_used')].join(' · ')}
          act={<Button small busy={busy} onClick={() => revoke(each.id)}>{t('revoke')}</Button>} />
      ))}</Rows>}
    </Page>
  )
}

/** The address is told once; a phone's calendar opens it by itself. */
function Made({ link }: { link: CalendarLinkMade }) {
  const [copied, setCopied] = useState(false)
  const copy = () => { void navigator.clipboard.writeText(link.url).then(() => setCopied(true)) }
  return (
    <Card tone="done">
      <div class="stack">
        <p role="status"><b>{t('link_made')}</b></p>
        <a class="button block" href={link.url.replace(/^https?:/, 'webcal:')}>{t('link_open')}</a>
        <Field label={t('link_address')} hint={t('link_hint')} value={link.url} onInput={() => undefined} />
        {'clipboard' in navigator && <Button small onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>}
      </div>
    </Card>
  )
}
