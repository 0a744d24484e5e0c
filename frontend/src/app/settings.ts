import { computed, effect, signal } from '@preact/signals'

/** Text size in pixels at the browser's default; everything else is measured in rem from it. */
export const SIZES = [17, 22, 30] as const
export type Size = (typeof SIZES)[number]

const KEY = 'size'
const kept = Number(localStorage.getItem(KEY))
// Somebody who made the browser's own letters large gets the elder's version from the first screen on.
const large = parseFloat(getComputedStyle(document.documentElement).fontSize) >= 30

export const size = signal<Size>(SIZES.find(each => each === kept) ?? (large ? 22 : 17))
/** 长辈版: fewer things, one column, whole words. */
export const elder = computed(() => size.value !== 17)

export function setSize(value: Size): void {
  localStorage.setItem(KEY, String(value))
  size.value = value
}

effect(() => { document.documentElement.dataset['size'] = String(size.value) })
