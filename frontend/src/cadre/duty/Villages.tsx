import { useRemote } from '../../app/remote'
import { query } from '../../app/router'
import { me } from '../../app/store'
import { Page } from '../../ui/Page'
import { Loading, Row, Rows } from '../../ui/parts'
import { ProblemNote } from '../../ui/ProblemNote'

/** Where an officer goes back to: the page of the village that the address names, else the township's. */
export const townHome = () => {
  const code = query.value.get('village')
  return code ? `/town/villages/${code}` : '/town'
}

/** An officer chooses which village to look at. A code begins with that of the place it lies in: two digits a level, the township three. */
export function Villages({ title, sub, home, href }: { title: string; sub: string; home: string; href: (code: string) => string }) {
  const { value, problem } = useRemote('/places')
  const areas = me.value?.roles.map(each => each.level === 'county' ? each.place_code.slice(0, 6) : each.level === 'township' ? each.place_code.slice(0, 9) : each.place_code) ?? []
  return (
    <Page title={title} sub={sub} home={home}>
      {problem && !value && <ProblemNote problem={problem} />}
      {!value && !problem && <Loading />}
      {value && <Rows>{value.filter(each => each.level === 'village' && areas.some(area => each.code.startsWith(area))).map(each => (
        <Row key={each.code} href={href(each.code)} title={each.name} />
      ))}</Rows>}
    </Page>
  )
}
