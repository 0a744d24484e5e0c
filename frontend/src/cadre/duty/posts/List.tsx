import { comma } from '../../../app/i18n'
import { useRemote } from '../../../app/remote'
import { LinkButton } from '../../../ui/Button'
import { Bar, Page } from '../../../ui/Page'
import { Card, Empty, Loading, Row, Rows } from '../../../ui/parts'
import { ProblemNote } from '../../../ui/ProblemNote'
import { NotSent } from '../../../villager/NotSent'
import { Villages } from '../Villages'
import { atDesk, base, listHome, memberHref, myId, postHref, useCode, withVillage } from './parts'
import { t } from './words'

/** The posts of the village by class, each with the names of those who are on it. */
export function ListScreen() {
  const code = useCode()
  const { value, problem } = useRemote(code ? '/duty/posts' : null, { village_code: code })
  if (!code && atDesk()) return <Villages title={t('posts')} sub={t('which_village')} home={listHome()} href={each => `/desk/duty/posts?village=${each}`} />
  const kinds = [...new Set(value?.posts.map(each => each.kind_label))]
  return (
    <Page title={t('posts')} sub={value?.village_name} home={listHome()}
      {...(value?.may_manage ? { foot: <Bar><LinkButton href={postHref('new')} look="main">{t('add_post')}</LinkButton></Bar> } : {})}>
      <NotSent />
      <Card><p class="sub">{t('intro')}</p></Card>
      {!value && (problem ? <ProblemNote problem={problem} /> : <Loading />)}
      {value && <Rows>
        <Row mark="person" href={memberHref(myId())} title={t('my_page')} sub={t('my_page_sub')} />
        {value.may_read_records && <Row mark="list" href={withVillage(`${base()}/records`, code)} title={t('records')} sub={t('records_sub')} />}
      </Rows>}
      {value && !value.posts.length && <Empty>{t('no_posts')}</Empty>}
      {value && kinds.map(kind => (
        <section class="stack" key={kind}><h2>{kind}</h2>
          <Rows>{value.posts.filter(each => each.kind_label === kind).map(each => (
            <Row key={each.id} href={postHref(each.id)} title={[each.name, each.hamlet].filter(Boolean).join(' · ')}
              sub={<>{each.holders.map(holder => holder.person.name).join(comma()) || t('vacant')}{each.open_names ? <span class="line">{t('on_way', { n: each.open_names })}</span> : null}</>} />
          ))}</Rows>
        </section>
      ))}
    </Page>
  )
}
