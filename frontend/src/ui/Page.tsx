import { Fragment, type ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { back } from '../app/router'
import { elder } from '../app/settings'
import { Button } from './Button'
import { Call, type Callee } from './Call'
import { OfflineBar } from './OfflineBar'
import { t } from './words'

interface Props {
  title: string
  sub?: ComponentChildren
  /** Where "back" leads for somebody who came by a link; without it there is no back button. */
  home?: string
  onBack?: () => void
  /** Whom the call button of this page calls; `false` when the page shows its own. */
  call?: Callee | null | false
  /** Stands at the right of the title. */
  aside?: ComponentChildren
  /** The bar at the thumb: <Bar> or <Nav>. */
  foot?: ComponentChildren
  wide?: boolean
  children: ComponentChildren
}

/** The frame of every screen: one heading, a way back, a way to call somebody. */
export function Page({ title, sub, home, onBack, call, aside, foot, wide, children }: Props) {
  useEffect(() => { document.title = `${title} · 不出村` }, [title])
  return (
    <>
      <OfflineBar />
      <div class="scroll"><div class={wide ? 'page wide' : 'page'}>
        <header class="top">
          {(home || onBack) && <BackButton onBack={onBack ?? (() => back(home))} />}
          <div class="names"><h1 tabIndex={-1}><Title text={title} /></h1>{sub && <span class="sub">{sub}</span>}</div>
          {aside}
          {call !== false && <Call to={call ?? null} look={aside || (!elder.value && isLong(title)) ? 'icon' : 'quiet'} />}
        </header>
        <main>{children}</main>
      </div></div>
      {foot}
    </>
  )
}

/** Each part of a title stays whole where it fits, and no line begins with the dot between them. */
const Title = ({ text }: { text: string }) => <>{text.split(' · ').map((part, n, all) => <Fragment key={n}>{n > 0 && ' '}<span class="part">{part}{all[n + 1] && ' ·'}</span></Fragment>)}</>

/** A title that leaves no room for a button with a word; a Chinese character is as wide as two letters. */
const isLong = (title: string) => title.replace(/[^\u0000-\u00ff]/g, '**').length > 12

const BackButton = ({ onBack }: { onBack: () => void }) => <Button look="plain" square icon="back" label={t('back')} onClick={onBack} />

/** At most three acts at the thumb; the likeliest is red. */
export const Bar = ({ children }: { children: ComponentChildren }) => <footer class="bar"><div class="inner">{children}</div></footer>
