import { useState } from 'preact/hooks'
import { address } from '../../../api/client'
import type { Candidates, DraftTurn } from '../../../api/types'
import { back } from '../../../app/router'
import { Button } from '../../../ui/Button'
import { Tick } from '../../../ui/Field'
import { Bar, Page } from '../../../ui/Page'
import { Loading, Row, Rows } from '../../../ui/parts'
import { Complaint, ProblemNote } from '../../../ui/ProblemNote'
import { useAsked } from '../../here'
import { when } from './Draw'
import type { useDoing } from './doing'
import { t } from './words'

interface Props { turn: DraftTurn; code: string; month: string; isOut: boolean; doing: ReturnType<typeof useDoing>; put: (turn: DraftTurn, people: string[], after: () => void) => unknown }

/** Who sits in one turn: everybody of the roster, with what speaks against it. */
export function TurnScreen({ turn, code, month, isOut, doing, put }: Props) {
  const asked = useAsked<Candidates>(address('/duty/rosters/{village_code}/{month}/candidates', { village_code: code, month, turn: turn.key }))
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
