import { useState } from 'preact/hooks'
import { address, request } from '../../../api/client'
import type { Candidates, DraftTurn, TurnPage } from '../../../api/types'
import { comma } from '../../../app/i18n'
import { refresh } from '../../../app/remote'
import { back } from '../../../app/router'
import { Button } from '../../../ui/Button'
import { newId } from '../../../outbox/outbox'
import { Choice, Tick } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Loading, Row, Rows } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { showWrong, useAsked } from '../../here'
import { Tiles } from '../../Tiles'
import { when } from './Draw'
import type { useDoing } from './doing'
import { t } from './words'

interface Props { turn: DraftTurn; code: string; month: string; isOut: boolean; doing: ReturnType<typeof useDoing>; put: (turn: DraftTurn, people: string[], after: () => void) => unknown }

const useCandidates = (code: string, month: string, turn: DraftTurn) =>
  useAsked<Candidates>(address('/duty/rosters/{village_code}/{month}/candidates', { village_code: code, month, turn: turn.key }))

/** Who sits in one turn: everybody of the roster, with what speaks against it. */
export function TurnScreen({ turn, code, month, isOut, doing, put }: Props) {
  const asked = useCandidates(code, month, turn)
  const had = turn.persons.map(each => each.id)
  const [chosen, setChosen] = useState(had)
  const home = `/desk/duty/draw?of=${month}`
  const pick = (id: string, on: boolean) => {
    // One person's turn changes hands with one tap.
    setChosen(on ? (turn.needed === 1 && !isOut ? [id] : [...chosen, id]) : chosen.filter(each => each !== id))
  }
  return (
    <Page title={when(turn)} sub={t('needs', { n: turn.needed })} home={home} foot={<Bar><Button look="main" busy={doing.busy} onClick={() => void put(turn, chosen, () => back(home))}>{t('save')}</Button></Bar>}>
      {doing.problem && <Complaint problem={doing.problem} />}
      {isOut && turn.agreed.length > 0 && <Rows>{turn.agreed.map(each => (
        <Row key={each.shift_id} href={`/desk/duty/turns/${each.shift_id}`} title={turn.persons.find(person => person.id === each.person_id)?.name} sub={t('to_change')} />
      ))}</Rows>}
      {!asked.value && (asked.problem ? <ProblemNote problem={asked.problem} retry={asked.again} /> : <Loading />)}
      <fieldset class="stack">
        <legend>{t('who_sits')}</legend>
        {asked.value?.items.filter(each => !isOut || !each.has_it).map(each => (
          <Tick key={each.person.id} label={each.person.name} sub={[t('n_turns', { n: each.turns }), each.sentence].filter(Boolean).join(' · ')}
            checked={chosen.includes(each.person.id)} onTick={on => pick(each.person.id, on)} />
        ))}
      </fieldset>
    </Page>
  )
}

/** A turn that is out goes to somebody else: by an act of its own, which keeps both in its history and tells both. */
export function HandScreen({ turn, code, month, doing }: Omit<Props, 'isOut' | 'put'>) {
  const asked = useCandidates(code, month, turn)
  const [whose, setWhose] = useState((turn.troubles[0]?.person ?? turn.persons[0])?.id ?? '')
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const shift = turn.agreed.find(each => each.person_id === whose)?.shift_id
  const page = useAsked<TurnPage>(shift ? `/duty/turns/${shift}` : null)
  const offer = page.value?.moves.find(each => each.move === 'replace')
  const home = `/desk/duty/draw?of=${month}`
  function hand(): void {
    setTried(true)
    if (!shift || !to || !reason) return showWrong()
    void doing.run(async () => {
      await request('POST', `/duty/turns/${shift}/moves`, { id: newId(), move: 'replace', person_id: to, reason })
      refresh()
      back(home)
    })
  }
  const problem = asked.problem ?? page.problem
  return (
    <Page title={when(turn)} sub={turn.persons.map(each => each.name).join(comma())} home={home} foot={offer && <Bar><Button look="main" busy={doing.busy} onClick={hand}>{offer.label}</Button></Bar>}>
      {doing.problem && <Complaint problem={doing.problem} />}
      {turn.persons.length > 1 && <Tiles label={t('hand_whose')} value={whose} options={turn.persons.map(each => ({ value: each.id, label: each.name }))} onPick={setWhose} />}
      {shift && <Rows><Row href={`/desk/duty/turns/${shift}`} title={t('to_whole')} /></Rows>}
      {(!asked.value || !page.value) && (problem ? <ProblemNote problem={problem} retry={() => { asked.again(); page.again() }} /> : <Loading />)}
      {page.value && !offer && <p class="card">{t('hand_over_late')}</p>}
      {asked.value && offer && <>
        <Choice label={t('hand_to')} value={to} wrong={tried && !to ? t('hand_choose') : ''} onPick={setTo} options={asked.value.items.filter(each => !each.has_it).map(each => (
          { value: each.person.id, label: each.person.name, sub: [t('n_turns', { n: each.turns }), each.sentence].filter(Boolean).join(' · ') }))} />
        <Tiles label={t('hand_why')} value={reason} wrong={tried && !reason ? t('hand_choose') : ''} options={offer.reasons.map(each => ({ value: each.code, label: each.label }))} onPick={setReason} />
      </>}
    </Page>
  )
}
