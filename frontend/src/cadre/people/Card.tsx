import { useState } from 'preact/hooks'
import { Problem, request } from '../../api/client'
import type { CardOut, PersonRow } from '../../api/types'
import { day } from '../../app/dates'
import { Button } from '../../ui/Button'
import { Bar, Page } from '../../ui/Page'
import { Card } from '../../ui/parts'
import { Complaint } from '../../ui/ProblemNote'
import { useAsked, useVillage } from '../here'
import { t } from './words'

/**
 * A paper card to sign in with. Not through the outbox: the code is shown this once and must not lie on the phone, and a
 * card made later, unseen, would only end the last one.
 */
export function CardScreen({ id }: { id: string }) {
  const { value: person } = useAsked<PersonRow>(`/people/${id}`)
  const [card, setCard] = useState<CardOut | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const village = useVillage()
  function make(): void {
    setBusy(true)
    setProblem(null)
    request('POST', `/people/${id}/cards`).then(made => setCard(made as CardOut), (error: unknown) => { if (error instanceof Problem) setProblem(error) }).finally(() => setBusy(false))
  }
  if (!card) {
    return (
      <Page title={t('give_card')} sub={person?.name} home={`/desk/people/${id}`} foot={<Bar><Button look="main" busy={busy} onClick={make}>{t('make_card')}</Button></Bar>}>
        <Card><div class="stack"><p>{t('card_what')}</p><p>{t('card_check')}</p><p class="sub">{t('card_old')}</p></div></Card>
        {problem && <Complaint problem={problem} />}
      </Page>
    )
  }
  return (
    <Page title={t('give_card')} sub={person?.name} home={`/desk/people/${id}`} foot={<Bar><Button look="main" onClick={() => print()}>{t('print_card')}</Button></Bar>}>
      <article class="card paper-card">
        <div>
          <b>{t('card_title')}</b>
          <p class="sub">{village?.name}</p>
          <p class="big-code">{card.code.replace(/(...)(...)/, '$1 $2')}</p>
          <p>{person?.name} · {t('card_no', { no: card.card_no })}</p>
          <p class="sub">{t('card_until', { day: day(card.expires_on), year: card.expires_on.slice(0, 4) })}</p>
        </div>
        <img src={pictureOf(card.qr_svg)} alt={t('card_qr')} width="150" height="150" />
      </article>
      <p class="sub no-print">{t('card_once')}</p>
    </Page>
  )
}

/** The drawing as a picture; one that was made to stand inside a page does not say what it is. */
const pictureOf = (svg: string): string =>
  `data:image/svg+xml,${encodeURIComponent(svg.includes('xmlns=') ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"'))}`
