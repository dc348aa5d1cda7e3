// Prints the figures of the reader: node figures.mjs
import { readFile } from 'node:fs/promises'
import * as rank from '../js/rank.js'
import { lookupShort } from '../js/lookup.js'
import { open } from '../js/reader.js' // by itself, not as it is published

const constant = async (file, name) => Number(new RegExp(`^const ${name} = (\\d+)`, 'm').exec(await readFile(new URL('../js/' + file, import.meta.url), 'utf8'))?.[1])
if (typeof open !== 'function') throw new Error('reader.js does not export open')
const { rankImpacts, rankNear, rankFile, rankExact, rankFold, rankStem, rankGuess, rankStart, rankBeside, rankWindow, rankWindows } = rank
console.log(JSON.stringify([
  ...rankImpacts, rankNear, rankFile, rankExact, rankFold, rankStem, rankGuess, rankStart, rankBeside, rankWindow, rankWindows,
  await constant('query.js', 'queryMost'), await constant('reader.js', 'readerDocFiles'), await constant('reader.js', 'readerFormat'),
  await constant('files.js', 'readLong'), ...lookupShort,
]))
