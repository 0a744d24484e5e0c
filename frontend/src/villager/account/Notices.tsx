import type { Notice } from '../../api/types'
import { moment } from '../../app/dates'
import { useRemote } from '../../app/remote'
import { me } from '../../app/store'
import { perform } from '../../outbox/outbox'
import { Button, LinkButton } from '../../ui/Button'
import { Page } from '../../ui/Page'
import { Empty, Loading } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { t } from './words'

/** What is new, newest first; reading one is an act of its own so that nothing counts as read unseen. */
export function Notices() {
  const { value, problem } = useRemote(me.value ? '/notices' : null)
  const notices = value?.items ?? []
  return (
    <Page title={t('notices')} home="/me">
      {problem && !value && <ProblemNote problem={problem} />}
      {!problem && !value && <Loading />}
      {value && !notices.length && <Empty>{t('no_notices')}</Empty>}
      {notices.map(notice => <OneNotice key={notice.id} notice={notice} />)}
    </Page>
  )
}

function OneNotice({ notice }: { notice: Notice }) {
  const read = () => {
    const person = me.value
    if (person && !notice.read_at) me.value = { ...person, unread_notices: Math.max(0, person.unread_notices - 1) }
    return perform('POST /notices/{notice_id}/read', { notice_id: notice.id }, null, { title: t('mark_read') })
  }
  return (
    <article class={`card stack ${notice.read_at ? '' : 'wait'}`}>
      <p>{notice.text}</p>
      <p class="sub">{moment(notice.created_at)}</p>
      <div class="side">
        {notice.subject_type === 'ticket' && <LinkButton small href={`/tickets/${notice.subject_id}`}>{t('see_matter')}</LinkButton>}
        {notice.subject_type.startsWith('delegation') && <LinkButton small href="/kin">{t('kin')}</LinkButton>}
        {!notice.read_at && <Button small onClick={() => void read()}>{t('mark_read')}</Button>}
      </div>
    </article>
  )
}
