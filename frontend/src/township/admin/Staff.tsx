import { useState } from 'preact/hooks'
import type { Reads } from '../../api/types'
import { comma } from '../../app/i18n'
import { go, query } from '../../app/router'
import { LinkButton } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Bar, Page } from '../../ui/Page'
import { Empty, Loading, Row, Rows, Tag } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'
import { ownPlaces, useAsked } from './asked'
import { Places, usePlace } from './Places'
import { t } from './words'

type Held = Reads['/staff'][number]
const SHOWN = 100
/** So many roles the server lists at most. */
const LISTED = 1000

/** The place that the address names, else the first that one administers. */
export const placeAsked = () => query.value.get('place') ?? ownPlaces()[0]?.place_code

/** Everybody who works in a place or below it, with roles in words. */
export function StaffScreen() {
  const code = placeAsked()
  const { here } = usePlace(code)
  const { value, problem, again } = useAsked(code ? '/staff' : null, { place_code: code })
  const [wanted, setWanted] = useState('')
  const people = new Map<string, Held[]>()
  for (const each of value ?? []) people.set(each.person_id, [...(people.get(each.person_id) ?? []), each])
  const found = [...people.values()].filter(([first]) => `${first!.name} ${first!.account?.username ?? ''}`.toLowerCase().includes(wanted.trim().toLowerCase()))
  return (
    <Page title={t('staff')} sub={here?.name} home="/town" foot={<Bar><LinkButton look="main" icon="plus" href={`/town/staff/new?place=${code}`}>{t('add')}</LinkButton></Bar>}>
      <Places code={code} onPick={to => go(`/town/staff?place=${to}`)} />
      <Field label={t('find')} type="search" value={wanted} onInput={setWanted} />
      {!value && (problem ? <ProblemNote problem={problem} retry={again} /> : <Loading />)}
      {value && <p class="sub" role="status">{t(found.length > SHOWN ? 'first_people' : 'n_people', { n: found.length, shown: SHOWN })}{value.length >= LISTED && ` ${t('all_listed')}`}</p>}
      {value && !found.length && <Empty>{t(people.size ? 'none_found' : 'nobody')}</Empty>}
      {found.length > 0 && <Rows>{found.slice(0, SHOWN).map(held => <Member key={held[0]!.person_id} held={held} />)}</Rows>}
    </Page>
  )
}

/** "村党支部书记、人民调解员（大槐树村）": what somebody is, place by place. */
function inWords(held: Held[]): string {
  const places = new Map<string, string[]>()
  for (const each of held) places.set(each.place_name, [...(places.get(each.place_name) ?? []), each.label])
  return [...places].map(([place, roles]) => t('at_place', { place, roles: roles.join(comma()) })).join(comma())
}

function Member({ held }: { held: Held[] }) {
  const { person_id, name, account } = held[0]!
  const tag = !account ? <Tag tone="wait">{t('no_account')}</Tag> : account.locked_until ? <Tag tone="late">{t('locked')}</Tag> : undefined
  return <Row href={`/town/staff/${person_id}`} title={name} tag={tag} sub={[inWords(held), account && t('name_is', { name: account.username }), account?.has_totp && t('has_totp')].filter(Boolean).join(' · ')} />
}
