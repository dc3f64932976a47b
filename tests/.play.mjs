import { chromium } from 'playwright-core';
import fs from 'node:fs';
const b = await chromium.launch({executablePath:'/usr/bin/chromium', args:['--no-sandbox']});
const p = await b.newPage();
for (const f of process.argv.slice(2)) {
const d=[...fs.readFileSync(f)];
console.log(f, await p.evaluate(async (d) => { const v=document.createElement('video');v.muted=true; v.src=URL.createObjectURL(new Blob([new Uint8Array(d)],{type:'video/mp4'})); return await new Promise(r=>{v.onerror=()=>r('error '+v.error.message);v.oncanplaythrough=async()=>{await v.play();r(['plays',v.videoWidth,v.videoHeight,v.duration])};}) }, d));
}
await b.close();
