import { useRemote } from '../../app/remote'
import { Row, Rows } from '../../ui/parts'
import { ownPlaces } from './asked'
import { t } from './words'

/** The place with a code, and those around it that one administers. */
export function usePlace(code: string | undefined) {
  const { value: places = [] } = useRemote('/places')
  const placeOf = (wanted: string | null | undefined) => places.find(each => each.code === wanted)
  const here = placeOf(code)
  const owned = ownPlaces().map(each => each.place_code)
  const isMine = (wanted: string | null | undefined): boolean => {
    const place = placeOf(wanted)
    return !!place && (owned.includes(place.code) || isMine(place.parent_code))
  }
  const above = here && isMine(here.parent_code) ? placeOf(here.parent_code) : undefined
  return { here, above, below: places.filter(each => each.parent_code === code), owned: places.filter(each => owned.includes(each.code)), placeOf }
}

/** Another place, one step up or down at a time: the county, a township of it, a village of that. */
export function Places({ code, onPick }: { code: string | undefined; onPick: (code: string) => void }) {
  const { here, above, below, owned } = usePlace(code)
  const others = owned.filter(each => each.code !== code && each.code !== above?.code)
  return (
    <details class="card"><summary>{t('place_now', { place: here?.name ?? '…' })}<span class="sub"> · {t('choose_place')}</span></summary>
      <Rows>
        {above && <Row key={above.code} title={t('up', { place: above.name })} onClick={() => onPick(above.code)} />}
        {below.map(each => <Row key={each.code} title={each.name} onClick={() => onPick(each.code)} />)}
        {owned.length > 1 && others.map(each => <Row key={`own ${each.code}`} title={each.name} onClick={() => onPick(each.code)} />)}
        {!below.length && <p class="sub">{t('no_below')}</p>}
      </Rows>
    </details>
  )
}
