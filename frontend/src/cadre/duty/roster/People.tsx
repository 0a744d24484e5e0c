import { useState } from 'preact/hooks'
import { address, request } from '../../../api/client'
import type { RosterMember } from '../../../api/types'
import { refresh, useRemote } from '../../../app/remote'
import { back, query } from '../../../app/router'
import { Button, LinkButton } from '../../../ui/Button'
import { Choices, Field, Tick } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Empty, Loading, Row, Rows } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useVillage } from '../../here'
import { isSecretary, useDoing } from './doing'
import { skillOptions, weekdayOptions } from './Rule'
import { t } from './words'

/** Who is on the roster and what it has to know of each, by name. */
export function PeopleScreen() {
  const code = useVillage()?.code
  const { value, problem } = useRemote(code ? '/duty/people' : null, { village_code: code })
  const asked = value?.members.find(each => each.person.id === query.value.get('who'))
  if (!isSecretary()) return <Page title={t('people')} home="/desk/duty"><Empty>{t('secretary_only')}</Empty></Page>
  if (asked && code) return <MemberForm key={asked.person.id} code={code} now={asked} />
  return (
    <Page title={t('people')} sub={t('people_sub')} home="/desk/duty/draw">
      {!value && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {value && !value.members.length && <Empty>{t('no_members')}</Empty>}
      {value && value.members.length > 0 && <Rows>{value.members.map(each => (
        <Row key={each.person.id} href={`/desk/duty/people?who=${each.person.id}`} title={each.person.name} sub={inWords(each)} />
      ))}</Rows>}
      <p class="sub">{t('who_is_staff')}</p>
    </Page>
  )
}

const inWords = (each: RosterMember) => each.is_exempt ? t('exempt') : [
  each.is_leader && t('leader'), ...each.skills.map(skill => t(skill)), ...each.rest_weekdays.map(n => t('rests_on', { day: t(`weekday_${n as 0}`) })),
  each.most_turns !== null && t('at_most', { n: each.most_turns }), each.phone ?? t('no_phone'),
].filter(Boolean).join(' · ')

function MemberForm({ code, now }: { code: string; now: RosterMember }) {
  const [form, setForm] = useState({ ...now, most: now.most_turns === null ? '' : String(now.most_turns), phone: now.phone ?? '' })
  const [tried, setTried] = useState(false)
  const { busy, problem, run } = useDoing()
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const most = form.most.trim() === '' ? null : Number(form.most)
  const wrong = most !== null && (!Number.isInteger(most) || most < 0 || most > 62) ? t('between', { low: 0, high: 62 }) : ''
  function save(): void {
    setTried(true)
    if (wrong) return showWrong()
    void run(async () => {
      const { is_leader, is_exempt, skills, rest_weekdays } = form
      const url = address('/duty/rules/{village_code}/members/{person_id}', { village_code: code, person_id: now.person.id })
      await request('PUT', url, { is_leader, is_exempt, skills, rest_weekdays, most_turns: most, phone: form.phone.trim() || null })
      refresh()
      back('/desk/duty/people')
    })
  }
  return (
    <Page title={now.person.name} sub={t('people')} home="/desk/duty/people" foot={<Bar><Button look="main" busy={busy} onClick={save}>{t('save')}</Button></Bar>}>
      {problem && <Complaint problem={problem} />}
      <div class="stack wide-gaps">
        <Field label={t('board_phone')} hint={t('board_phone_hint')} type="tel" required={false} value={form.phone} onInput={phone => change({ phone })} />
        <Tick label={t('leader')} sub={t('leader_sub')} checked={form.is_leader} onTick={is_leader => change({ is_leader })} />
        <Tick label={t('exempt')} sub={t('exempt_sub')} checked={form.is_exempt} onTick={is_exempt => change({ is_exempt })} />
        <Choices label={t('knows')} options={skillOptions()} value={form.skills} onPick={skills => change({ skills: skills as RosterMember['skills'] })} />
        <Choices label={t('rests')} options={weekdayOptions()} value={form.rest_weekdays.map(String)} onPick={picked => change({ rest_weekdays: picked.map(Number).sort() })} />
        <Field label={t('most')} hint={t('most_hint')} type="number" inputMode="numeric" required={false} value={form.most} wrong={tried ? wrong : ''} onInput={text => change({ most: text })} />
        <LinkButton icon="photo" href={`/desk/duty/members/${now.person.id}/portrait`}>{t('portrait')}</LinkButton>
      </div>
    </Page>
  )
}
