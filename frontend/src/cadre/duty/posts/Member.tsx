import { useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { MemberDeeds, MemberPosts, PostRecord } from '../../../api/types'
import { day } from '../../../app/dates'
import { LinkButton, Button } from '../../../ui/Button'
import { Bar, Page } from '../../../ui/Page'
import { Card, Empty, Loading, Row, Rows } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { NotSent } from '../../../villager/NotSent'
import { useSending } from '../../../outbox/sending'
import { useAsked } from '../../here'
import { PortraitRow } from './Portrait'
import { base, HoldingCard, memberHref, quarterOf, withVillage } from './parts'
import { t } from './words'

/** What somebody holds, has pledged and has done; for himself, the secretary and officers above. */
export function MemberScreen({ id }: { id: string }) {
  const { value, problem, again } = useAsked<MemberPosts>(address('/duty/members/{person_id}/posts', { person_id: id }))
  const home = withVillage(`${base()}/posts`, value?.holdings[0]?.village_code)
  if (!value) return <Page title={t('my_page')} home={home}>{problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />}</Page>
  const open = value.holdings.filter(each => each.state !== 'ended')
  const past = value.holdings.filter(each => each.state === 'ended')
  const quarters = [...new Set(value.records.map(each => each.quarter))]
  return (
    <Page title={value.is_me ? t('my_page') : value.person.name} sub={value.is_me ? value.person.name : t('member_sub')} home={home}
      {...(value.may_write ? { foot: <Bar><LinkButton href={`${memberHref(id)}/write`} look="main">{t('write')}</LinkButton></Bar> } : {})}>
      <NotSent />
      <Card><p class="sub">{t('privacy')}</p></Card>
      {open.length ? open.map(each => <HoldingCard key={each.id} held={each} title={each.post_name} />) : <Empty>{t('nothing_held')}</Empty>}
      <PortraitRow id={id} isMe={value.is_me} />
      {value.quarters[0] && <Deeds id={id} quarter={value.quarters[0]} />}
      <h2>{t('entries')}</h2>
      {!quarters.length && <Empty>{t('no_entries')}</Empty>}
      {quarters.map(quarter => (
        <section class="stack" key={quarter}><h3>{quarterOf(quarter)}</h3>
          {value.records.filter(each => each.quarter === quarter).map(each => <Entry key={each.id} entry={each} member={id} again={again} />)}
        </section>
      ))}
      {past.length > 0 && <details><summary>{t('earlier')}</summary><div class="stack">{past.map(each => <HoldingCard key={each.id} held={each} title={each.post_name} />)}</div></details>}
    </Page>
  )
}

function Deeds({ id, quarter }: { id: string; quarter: string }) {
  const { value } = useAsked<MemberDeeds>(address('/duty/members/{person_id}/deeds', { person_id: id, quarter }))
  if (!value) return null
  return (
    <section class="stack"><h2>{t('deeds')}</h2>
      <Rows>{(['turns', 'trips', 'matters'] as const).map(name => <Row key={name} title={t(`deeds_${name}`)} tag={<b>{value[name]}</b>} />)}</Rows>
      <p class="sub">{t('deeds_note')}{value.left_out && ` ${t('left_out')}`}</p>
    </section>
  )
}

/** One entry as it stands, what it said before, and what the reader may do with it. */
export function Entry({ entry, member, again, who }: { entry: PostRecord; member: string; again: () => void; who?: string }) {
  const { busy, problem, run } = useSending()
  const [done, setDone] = useState(false)
  const sign = () => void run('POST /duty/post-records/{record_id}/seen', { record_id: entry.id }, null, { title: t('countersign') }, [], () => { setDone(true); again() })
  const facts = [entry.post_name, entry.done_on && day(entry.done_on), entry.place, entry.for_him && t('by_for_him', { by: entry.by }), entry.seen_by && t('seen', { by: entry.seen_by })]
  return (
    <Card>
      <div class="stack">
        {who && <b>{who}</b>}
        <p>{entry.text}</p>
        <p class="sub">{facts.filter(Boolean).join(' · ')}</p>
        {entry.earlier.map(each => <p class="sub" key={each.written_at}>{t('amended', { text: each.text })}</p>)}
        <div class="chips">
          {entry.may_countersign && !done && <Button small look="ghost" busy={busy} onClick={sign}>{t('countersign')}</Button>}
          {entry.may_amend && <LinkButton small href={`${memberHref(member)}/write?amends=${entry.id}`}>{t('amend')}</LinkButton>}
        </div>
        {problem && <Complaint problem={problem} />}
      </div>
    </Card>
  )
}
