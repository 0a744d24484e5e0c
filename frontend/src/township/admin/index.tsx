import { useRemote } from '../../app/remote'
import { me } from '../../app/store'
import { Page } from '../../ui/Page'
import { Row, Rows } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { t } from './words'

/** Where an administrator starts: what he may open, and who holds which role in his places. */
export default function AdminScreen() {
  const place = me.value?.roles.find(each => each.role === 'administrator')
  const { value: staff, problem } = useRemote(place ? '/staff' : null, { place_code: place?.place_code })
  return (
    <Page title={t('title')} sub={place?.place_name}>
      <p class="card">{t('hello')}</p>
      <Rows>
        <Row mark="list" href="/town/audit" title={t('audit')} sub={t('audit_sub')} />
        <Row mark="errand" href="/town/catalogue" title={t('catalogue')} sub={t('catalogue_sub')} />
        <Row mark="search" href="/guide" title={t('guide')} sub={t('guide_sub')} />
        <Row mark="calendar" href="/duty" title={t('board')} sub={t('board_sub')} />
        <Row mark="person" href="/me" title={t('me')} sub={t('me_sub')} />
      </Rows>
      <p>{t('on_server')}</p>
      {problem && <ProblemNote problem={problem} />}
      {staff && <details class="card">
        <summary>{t('staff', { n: staff.length })}</summary>
        <Rows>{staff.map(each => <Row key={each.id} title={each.name} sub={`${each.label} · ${each.place_name}`} />)}</Rows>
      </details>}
    </Page>
  )
}
