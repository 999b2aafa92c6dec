// Where the browser is. Asked only after a person has pressed a button that says so.
export interface Position {
  lat: number;
  lng: number;
}

export type PositionAnswer = { position: Position } | { problem: "denied" | "failed" };

// The browser's own limit starts only when the person has allowed it; some never answer the browser's question.
const longestWait = 30_000;

// Four digits are about ten metres: enough to find shops, no more than needed.
function rounded(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}

export function positionIsAvailable(): boolean {
  return "geolocation" in navigator;
}

export function askPosition(): Promise<PositionAnswer> {
  return new Promise((resolve) => {
    window.setTimeout(() => resolve({ problem: "failed" }), longestWait);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ position: { lat: rounded(coords.latitude), lng: rounded(coords.longitude) } }),
      (error) => resolve({ problem: error.code === error.PERMISSION_DENIED ? "denied" : "failed" }),
      { enableHighAccuracy: false, maximumAge: 60_000, timeout: 10_000 },
    );
  });
}
