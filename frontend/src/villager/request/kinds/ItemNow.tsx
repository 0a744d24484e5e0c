import { useEffect, useRef } from 'preact/hooks'
import { useCatalogue } from './catalogue'
import { t } from '../telling.words'
import ItemCard, { inSeason } from './ItemCard'

/** Before it goes: the version that was read goes with it; one that has changed or ended since it was chosen is shown anew. */
export default function ItemNow({ item, keep }: { item: { code: string; name: string; version?: number }; keep: (version: number) => void }) {
  const { value } = useCatalogue()
  const now = value?.find(each => each.code === item.code)
  const chosen = useRef(item.version)
  useEffect(() => { if (now && now.version !== item.version) keep(now.version) }, [now?.version])
  if (value && !now) return <p class="card late" role="alert">{t('ended', { item: item.name })}</p>
  if (!now || (inSeason(now) && (!chosen.current || chosen.current === now.version))) return null
  return (
    <>
      {chosen.current && chosen.current !== now.version && <p class="card late" role="alert">{t('changed')}</p>}
      <ItemCard code={item.code} />
    </>
  )
}
