import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './Icon'

interface Look {
  /** main: the one red act of a screen · ghost: red outline · plain: no box. Without it: a quiet button. */
  look?: 'main' | 'ghost' | 'plain'
  icon?: IconName
  block?: boolean
  small?: boolean
  square?: boolean
  /** Spoken instead of the content, for a button that shows only an icon. */
  label?: string | undefined
  children?: ComponentChildren
}

const classes = ({ look, block, small, square }: Look) =>
  ['button', look, block && 'block', small && 'small', square && 'square'].filter(Boolean).join(' ')

interface Act extends Look { onClick?: () => void; submit?: boolean; busy?: boolean; }

/** A button that is busy stays focusable, says so, and does nothing twice. */
export function Button({ onClick, submit, busy, label, ...look }: Act) {
  return (
    <button
      type={submit ? 'submit' : 'button'} class={classes(look)} onClick={() => { if (!busy) onClick?.() }}
      aria-disabled={busy ? 'true' : undefined} aria-label={label}
    >
      {look.icon && <Icon name={look.icon} />}{look.children}
    </button>
  )
}

/** The same look, going somewhere. */
export function LinkButton({ href, label, ...look }: Look & { href: string }) {
  return <a class={classes(look)} href={href} aria-label={label}>{look.icon && <Icon name={look.icon} />}{look.children}</a>
}
