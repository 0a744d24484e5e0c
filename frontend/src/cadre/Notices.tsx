import type { Notice } from '../api/types'
import { useRemote } from '../app/remote'
import { me } from '../app/store'
import { perform } from '../outbox/outbox'
import { Button, LinkButton } from '../ui/Button'
import { Page } from '../ui/Page'
import { Empty, Loading } from '../ui/parts'
import { ProblemNote } from '../ui/ProblemNote'
import { deskHref } from './rows'
import { ago } from './times'
import { t } from './words'

/** Where a notice leads: to what has to be done about it. */
const leads = ({ subject_type, subject_id }: Notice): string | undefined => ({
  ticket: deskHref(subject_id), swap: `/desk/duty/swaps/${subject_id}`, shift: `/desk/duty/turns/${subject_id}`, handover: '/desk/duty/handover', roster: '/desk/duty',
}[subject_type])

/** What the desk was told, newest first. */
export default function NoticesScreen() {
  const { value, problem } = useRemote('/notices')
  return (
    <Page title={t('notices')} home="/desk/more">
      {problem && !value && <ProblemNote problem={problem} />}
      {!problem && !value && <Loading />}
      {value && !value.items.length && <Empty>{t('no_notices')}</Empty>}
      {value?.items.map(notice => <One key={notice.id} notice={notice} />)}
    </Page>
  )
}

function One({ notice }: { notice: Notice }) {
  const read = () => {
    const person = me.value
    if (person) me.value = { ...person, unread_notices: Math.max(0, person.unread_notices - 1) }
    void perform('POST /notices/{notice_id}/read', { notice_id: notice.id }, null, { title: t('mark_read') })
  }
  const href = leads(notice)
  return (
    <article class={`card stack ${notice.read_at ? '' : 'wait'}`}>
      <p>{notice.text}</p>
      <p class="sub">{ago(notice.created_at)}</p>
      <div class="side">
        {href && <LinkButton small href={href}>{t(notice.subject_type === 'shift' ? 'see_turn' : 'see_matter')}</LinkButton>}
        {!notice.read_at && <Button small onClick={read}>{t('mark_read')}</Button>}
      </div>
    </article>
  )
}
