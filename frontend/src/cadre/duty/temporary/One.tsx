import { useState } from 'preact/hooks'
import type { TemporaryPage } from '../../../api/types'
import { moment } from '../../../app/dates'
import { comma } from '../../../app/i18n'
import { learned, refresh, useRemote } from '../../../app/remote'
import { fromTheTop } from '../../../app/router'
import { useSending } from '../../../outbox/sending'
import { unsentOf } from '../../../outbox/outbox'
import { Button } from '../../../ui/Button'
import { Bar, Page } from '../../../ui/Page'
import { Card, Loading, Row, Rows, Tag } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { t as duty } from '../words'
import { daysOf, Down, Gaps, hoursOf, when } from './say'
import { t } from './words'

const TONES = { running: 'done', coming: 'wait' } as const
const PATH = '/duty/temporary/{temporary_id}'

/** One temporary roster: who sits when, what is open, and for the secretary its early end. */
export function OneScreen({ id }: { id: string }) {
  const { value, problem } = useRemote(PATH, { temporary_id: id })
  const { busy, problem: refusal, run } = useSending()
  const [sure, setSure] = useState(false)
  const waits = unsentOf(id).length > 0
  function end(): void {
    if (!sure) { setSure(true); return fromTheTop() }
    void run('POST /duty/temporary/{temporary_id}/end', { temporary_id: id }, null, { title: `${t('end')} · ${value?.label ?? ''}` }, [], outcome => {
      setSure(false)
      if (outcome.state === 'sent') learned(PATH, { temporary_id: id }, outcome.answer)
      refresh()
      fromTheTop()
    })
  }
  return (
    <Page title={value?.label ?? t('one')} sub={value && daysOf(value)} home="/desk/duty/temporary"
      foot={value?.may_end && !waits && <Bar><Button look={sure ? 'main' : 'ghost'} busy={busy} onClick={end}>{t(busy ? 'ending' : sure ? 'end_sure' : 'end')}</Button>
        {sure && <Button onClick={() => setSure(false)}>{t('keep_on')}</Button>}</Bar>}>
      {!value && (problem ? <ProblemNote problem={problem} retry={refresh} /> : <Loading />)}
      {refusal && <Complaint problem={refusal} />}
      {sure && <Card tone="wait"><p role="status">{t('end_says')}</p></Card>}
      {waits && <Card tone="wait"><p role="status">{t('waits')}</p></Card>}
      {value && <Whole page={value} />}
    </Page>
  )
}

function Whole({ page }: { page: TemporaryPage }) {
  return (
    <>
      <Card {...(page.state === 'running' || page.state === 'coming' ? { tone: TONES[page.state] } : {})}>
        <p role="status"><b>{page.ended_at ? t('ended_at', { at: moment(page.ended_at) }) : t(`state_${page.state}`)}</b></p>
        <p>{hoursOf(page.hours)}</p>
        <p>{t('each_persons', { n: page.persons })} · {t(page.stands)}</p>
        <p class="sub">{t('rotation', { names: page.people.map(each => each.name).join(comma()) })}{page.fallback && <span class="line">{t('fallback_is', { name: page.fallback.name })}</span>}</p>
        {page.planned_by && <p class="sub">{t('planned_by', { name: page.planned_by.name, at: moment(page.planned_at) })}</p>}
      </Card>
      {page.gaps.length > 0 && <><h2>{t(page.ended_at ? 'not_back' : 'gaps')}</h2>{page.ended_at && <p class="sub">{t('not_back_sub')}</p>}<Gaps gaps={page.gaps} bare={!!page.ended_at} /></>}
      {page.turns.length > 0 && <><h2>{t('turns')}</h2><Rows>{page.turns.map(turn => (
        <Row key={turn.id} href={`/desk/duty/turns/${turn.id}`} title={when(turn)} sub={turn.person.name} tag={turn.mine && <Tag tone="done">{duty('mine')}</Tag>} />
      ))}</Rows></>}
      {page.stood_down.length > 0 && !page.ended_at && <Down turns={page.stood_down} />}
    </>
  )
}
