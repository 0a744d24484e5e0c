import { useState } from 'preact/hooks'
import type { Draft, OtherTurn } from '../../../api/types'
import { day, named } from '../../../app/dates'
import { Button } from '../../../ui/Button'
import { Tick } from '../../../ui/Field'
import { Card, Row } from '../../../ui/parts'
import { dayOf, hours } from '../turns/month'
import { t } from './words'

interface Props { draft: Draft; busy: boolean; settle: (act: 'move' | 'end', ids: string[]) => unknown }

const spoken = (each: OtherTurn) => `${named(dayOf(each.starts_at))} ${hours(each.starts_at, each.ends_at)}`
const idsOf = (turns: OtherTurn[]) => turns.map(each => each.shift_id)

/** Turns at other hours than the rule's: they hold and cover what they cover, until somebody moves or ends them. */
export function Others({ draft, busy, settle }: Props) {
  if (!draft.others.length) return null
  const movable = draft.others.filter(each => each.becomes)
  // What was changed for a reason of its own is no left-over, so it is not moved with all the others.
  const left = movable.filter(each => !each.on_purpose)
  const nowhere = draft.others.filter(each => !each.becomes)
  return (
    <Card tone="wait">
      <div class="stack">
        <p role="status"><b>{t('others', { n: draft.others.length })}</b><br />{t('others_say')}</p>
        {left.length > 0 && <Button block busy={busy} onClick={() => void settle('move', idsOf(left))}>{t('others_move', { n: left.length })}</Button>}
        {movable.length > 0 && <details><summary>{t('others_movable', { n: movable.length })}</summary><div class="rows">{movable.map(each => (
          <Row key={each.shift_id} href={`/desk/duty/turns/${each.shift_id}`} title={spoken(each)}
            sub={[each.person.name, t('others_to', { hours: hours(each.becomes!.starts_at, each.becomes!.ends_at) }), each.on_purpose && t('others_meant')].filter(Boolean).join(' · ')} />
        ))}</div></details>}
        {nowhere.length > 0 && <Nowhere turns={nowhere} busy={busy} end={ids => void settle('end', ids)} />}
      </div>
    </Card>
  )
}

/** Turns that the rule has no place for: nobody knows whether they are meant, so whoever ends them says which. */
function Nowhere({ turns, busy, end }: { turns: OtherTurn[]; busy: boolean; end: (ids: string[]) => void }) {
  const [picked, setPicked] = useState<string[]>([])
  const [sure, setSure] = useState(false)
  const chosen = turns.filter(each => picked.includes(each.shift_id))
  const pick = (ids: string[]) => { setSure(false); setPicked(ids) }
  return (
    <details>
      <summary>{t('others_nowhere', { n: turns.length })}</summary>
      <div class="stack">
        {turns.length > 1 && <Button small onClick={() => pick(idsOf(turns))}>{t('others_all')}</Button>}
        {turns.map(each => <Tick key={each.shift_id} label={spoken(each)} sub={each.person.name} checked={picked.includes(each.shift_id)}
          onTick={on => pick(on ? [...picked, each.shift_id] : picked.filter(id => id !== each.shift_id))} />)}
        {sure && <p role="status">{t('others_end_says', { n: chosen.length, day: day(dayOf(chosen[0]!.starts_at)) })}</p>}
        {chosen.length > 0 && <Button block busy={busy} onClick={() => (sure ? end(idsOf(chosen)) : setSure(true))}>{t(sure ? 'others_end_sure' : 'others_end', { n: chosen.length })}</Button>}
      </div>
    </details>
  )
}
