import { address } from '../../../api/client'
import type { PostPage } from '../../../api/types'
import { day } from '../../../app/dates'
import { LinkButton } from '../../../ui/Button'
import { Bar, Page } from '../../../ui/Page'
import { Card, Empty, Loading, Row, Rows } from '../../../ui/parts'
import { ProblemNote } from '../../../ui/ProblemNote'
import { NotSent } from '../../../villager/NotSent'
import { useAsked } from '../../here'
import { base, HoldingCard, memberHref, myId, postHref, withVillage } from './parts'
import { t } from './words'

/** One post: what it is for, who is on it, and for those whom it concerns how each came to it. */
export function PostScreen({ id }: { id: string }) {
  const { value, problem, again } = useAsked<PostPage>(address('/duty/posts/{post_id}', { post_id: id }))
  const home = withVillage(`${base()}/posts`, value?.village_code)
  if (!value) return <Page title={t('posts')} home={home}>{problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />}</Page>
  const { post, holdings, is_closed, may_manage } = value
  const foot = may_manage && !is_closed ? <LinkButton href={postHref(id, 'put')} look="main">{t('put_somebody')}</LinkButton>
    : value.may_propose_myself && <LinkButton href={postHref(id, 'put')} look="main">{t('put_myself')}</LinkButton>
  const open = holdings.filter(each => each.state !== 'ended')
  const past = holdings.filter(each => each.state === 'ended')
  const about = [post.kind_label, post.hamlet ?? t('whole_village'), post.seats && t('seats', { n: post.seats })].filter(Boolean).join(' · ')
  const mayOpen = (person: string) => value.post.open_names !== null || person === myId()
  return (
    <Page title={post.name} sub={about} home={home} {...(foot ? { foot: <Bar>{foot}</Bar> } : {})}>
      <NotSent />
      {is_closed && <Card tone="wait"><p>{t('closed')}</p></Card>}
      {post.duties && <Card><p class="sub">{t('duties')}</p><p>{post.duties}</p></Card>}
      <h2>{t('holders')}</h2>
      {post.holders.length ? <Rows>{post.holders.map(each => (
        <Row key={each.holding_id} mark="person" title={each.person.name} sub={t('since', { day: day(each.since_on) })} {...(mayOpen(each.person.id) ? { href: memberHref(each.person.id) } : {})} />
      ))}</Rows> : <Empty>{t('vacant')}</Empty>}
      {open.length > 0 && <><h2>{t('concerned')}</h2>{open.map(each => <HoldingCard key={each.id} held={each} title={each.person.name} />)}</>}
      {past.length > 0 && <details><summary>{t('earlier')}</summary><div class="stack">{past.map(each => <HoldingCard key={each.id} held={each} title={each.person.name} />)}</div></details>}
      {may_manage && !is_closed && <div class="chips"><LinkButton small icon="pen" href={postHref(id, 'edit')}>{t('edit')}</LinkButton><LinkButton small icon="cross" href={postHref(id, 'close')}>{t('close')}</LinkButton></div>}
    </Page>
  )
}
