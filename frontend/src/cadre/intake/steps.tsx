import { useEffect, useState } from 'preact/hooks'
import type { PersonRow, Service } from '../../api/types'
import { Button } from '../../ui/Button'
import { Mark } from '../../ui/Icon'
import { Loading, Rows } from '../../ui/parts'
import type { Asking, Kind } from '../../villager/request/form'
import { KINDS } from '../../villager/request/kinds'
import { SERVICES } from '../../villager/services'
import { t as villager } from '../../villager/words'
import { NewPersonFields } from '../people/fields'
import { FindPerson } from '../people/find'
import { ActRow } from '../rows'
import { Tiles } from '../Tiles'
import { CHANNELS, INBOUND, nameOfPerson, type Channel, type Intake } from './form'
import { t } from './words'

interface Props { form: Intake; tried: boolean; change: (part: Partial<Intake>) => void }

/** The questions of a service: the same that a villager is asked. */
export function useKind(service: Service | ''): Kind | null {
  const [kind, setKind] = useState<Kind | null>(null)
  useEffect(() => {
    let gone = false
    if (service) KINDS[service]().then(part => { if (!gone) setKind(part.kind) }, () => undefined)
    return () => { gone = true }
  }, [service])
  return kind?.service === service ? kind : null
}

/** The question that tells which matter of a service it is. */
export const firstOf = (kind: Kind): string => (kind.service === 'errand' ? 'item' : 'kind')

/** What a kind's question is asked with. */
export const askingOf = (form: Intake, wrong: string, change: Props['change'], forward?: Props['change']): Asking =>
  ({ form, wrong, change, forward: part => (forward ?? change)(part ?? {}), set: (name, value) => change({ details: { ...form.details, [name]: value } }) })

/** How they came, and who it is: found in the village, or new. */
export function Who({ form, tried, change, onPick }: Props & { onPick: (person: PersonRow) => void }) {
  return (
    <>
      <Tiles label={t('how_came')} value={form.channel} options={CHANNELS.map(value => ({ value, label: t(`came_${value}`) }))} onPick={channel => change({ channel: channel as Channel })} three />
      {form.fresh ? <>
        <NewPersonFields value={form.new_person} tried={tried} onChange={new_person => change({ new_person })} />
        <div><Button small icon="search" onClick={() => change({ fresh: false })}>{t('find_instead')}</Button></div>
      </> : <>
        {form.person ? <Rows><ActRow title={form.person.name} sub={t('chosen')} act={<Button small onClick={() => change({ person: null })}>{t('change')}</Button>} /></Rows>
          : <FindPerson label={t('who_is_it')} onPick={onPick} />}
        {tried && !form.person && <p class="card late" role="alert">{t('pick_or_new')}</p>}
        {!form.person && <Button icon="plus" block onClick={() => change({ fresh: true })}>{t('new_here')}</Button>}
      </>}
    </>
  )
}

/** Which of the five services, and which matter of it. */
export function What({ form, kind, tried, change, onward }: Props & { kind: Kind | null; onward: (part: Partial<Intake>) => void }) {
  if (!form.service) {
    return (
      <>
        <p class="say">{t('what_for', { name: nameOfPerson(form) })}</p>
        <div class="tiles">
          {SERVICES.map(each => (
            <button type="button" class={`tile ${each.service === 'dispute' ? 'whole' : ''}`} key={each.service} onClick={() => change({ service: each.service, kind: '', item: null, details: {} })}>
              <Mark name={each.service} /><span><b>{villager(each.label)}</b><span class="sub">{villager(each.sub)}</span></span>
            </button>
          ))}
        </div>
      </>
    )
  }
  if (!kind) return <Loading />
  const first = firstOf(kind)
  return (
    <>
      <Rows><ActRow title={kind.title()} act={<Button small onClick={() => change({ service: '', kind: '', item: null })}>{t('change')}</Button>} /></Rows>
      {kind.service === 'parcel' && <Button block icon="parcel" onClick={() => onward({ kind: INBOUND, details: {} })}>{t('arrival')}</Button>}
      {kind.ask(first, askingOf(form, tried ? kind.lacks(first, form) : '', change, part => onward({ ...part, details: {} })))}
    </>
  )
}
