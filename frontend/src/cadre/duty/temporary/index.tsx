import type { Temporary } from '../../../api/types'
import { refresh, useRemote } from '../../../app/remote'
import { LinkButton } from '../../../ui/Button'
import { Bar, Page } from '../../../ui/Page'
import { Empty, Loading, Row, Rows, Tag } from '../../../ui/parts'
import { ProblemNote } from '../../../ui/ProblemNote'
import { NotSent } from '../../../villager/NotSent'
import { useVillage } from '../../here'
import { OneScreen } from './One'
import { PlanScreen } from './Plan'
import { daysOf, hoursOf } from './say'
import { t } from './words'

const TONES = { running: 'done', coming: 'wait', over: 'plain', ended: 'plain' } as const

/** Rosters of some days, for a flood or a festival: the list, one of them, or a new one. */
export default function TemporaryScreens({ id }: { id?: string }) {
  return id === 'new' ? <PlanScreen /> : id ? <OneScreen id={id} /> : <List />
}

function List() {
  const code = useVillage()?.code
  const { value, problem } = useRemote(code ? '/duty/temporary' : null, { village_code: code })
  const now = value?.items.filter(each => each.state === 'running') ?? []
  const coming = value?.items.filter(each => each.state === 'coming').reverse() ?? []
  const past = value?.items.filter(each => each.state === 'over' || each.state === 'ended') ?? []
  return (
    <Page title={t('temporary')} sub={t('temporary_sub')} home="/desk/duty" foot={value?.may_plan && <Bar><LinkButton look="main" href="/desk/duty/temporary/new">{t('plan')}</LinkButton></Bar>}>
      <NotSent />
      {!value && (problem ? <ProblemNote problem={problem} retry={refresh} /> : <Loading />)}
      {value && !value.items.length && <Empty>{t(value.may_plan ? 'none' : 'none_member')}</Empty>}
      {now.length > 0 && <><h2>{t('running')}</h2><Rows>{now.map(Line)}</Rows></>}
      {coming.length > 0 && <><h2>{t('coming')}</h2><Rows>{coming.map(Line)}</Rows></>}
      {past.length > 0 && <><h2>{t('past')}</h2><Rows>{past.map(Line)}</Rows></>}
    </Page>
  )
}

const Line = (each: Temporary) => (
  <Row key={each.id} href={`/desk/duty/temporary/${each.id}`} title={each.label} tag={<Tag tone={TONES[each.state]}>{t(`state_${each.state}`)}</Tag>}
    sub={<>{daysOf(each)}<span class="line">{hoursOf(each.hours)}</span></>} />
)
