package io.github.pigmentspark.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buffers go round between who fills them and the batches; none is in two hands. */
@Timeout(60)
class PiecesTest {
  private static final int PIECE = 192 * 1024 - PlainSplitter.MARGIN;
  private static final int MAX_RECORD = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aBatchKeepsItsRecordsUntilItIsReadInto(int batches) throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      byte[] csv = export(random);
      List<List<String>> expected = Reading.of(new ByteArrayInputStream(csv), MAX_RECORD).cells();
      int mostInAPiece = 1 + random.nextInt(seed % 3 == 0 ? 300 : PIECE);

      assertEquals(expected, read(csv, batches, mostInAPiece, random), "seed " + seed);
    }
  }

  @Test
  void fullPiecesAreReadWhereTheyLie() throws IOException {
    byte[] csv = ("a;b\n" + "12345;\"6;7\"\n".repeat(100_000)).getBytes(StandardCharsets.US_ASCII);
    Carousel pieces = new Carousel(csv, () -> Integer.MAX_VALUE);
    RecordReader reader = RecordReader.of(pieces, MAX_RECORD);
    RecordBatch batch = new RecordBatch();
    int records = 0;
    while (reader.read(batch)) {
      records += batch.size();
      assertTrue(pieces.isLast() || pieces.isTheirs(batch.bytes()), "a copy, at record " + records);
    }
    assertEquals(100_000, records);
  }

  @Test
  void anArrayThatALongRecordNeededIsNotKept() throws IOException {
    String longCell = "x".repeat(PIECE + 1);
    byte[] csv = ("a\n1\n" + longCell + "\n2\n").getBytes(StandardCharsets.US_ASCII);
    RecordReader reader = RecordReader.of(new Carousel(csv, () -> PIECE / 2), MAX_RECORD);
    RecordBatch batch = new RecordBatch();
    List<Integer> lengths = new ArrayList<>();
    byte[] longest = {};
    while (reader.read(batch)) {
      for (int i = 0; i < batch.size(); i++) {
        lengths.add(batch.end(i, 0) - batch.start(i, 0));
      }
      longest = batch.bytes().length > longest.length ? batch.bytes() : longest;
    }
    assertEquals(List.of(1, longCell.length(), 1), lengths);
    assertTrue(longest.length > PIECE);
    assertNotSame(longest, batch.bytes());
  }

  @Test
  void whileABatchIsReadIntoItKeepsNoLongArray() throws IOException {
    String longRecord = "x".repeat(2 * PIECE) + "\n";
    byte[] csv = ("a\n" + longRecord.repeat(4)).getBytes(StandardCharsets.US_ASCII);
    Carousel pieces = new Carousel(csv, () -> PIECE / 2);
    RecordBatch batch = new RecordBatch();
    List<Integer> kept = new ArrayList<>();
    RecordReader reader =
        RecordReader.of(
            used -> {
              kept.add(batch.bytes().length);
              return pieces.next(used);
            },
            MAX_RECORD);
    reader.header();
    int records = 0;
    kept.clear();
    while (reader.read(batch)) {
      // At first, it has what is left of the header's piece.
      assertTrue(records == 0 || kept.get(0) == 0, "an array of " + kept);
      records += batch.size();
      kept.clear();
    }
    assertEquals(4, records);
  }

  /** Reads an export into batches in turns; each is looked at only when it is its turn again. */
  private static List<List<String>> read(
      byte[] csv, int batches, int mostInAPiece, RandomGenerator random) throws IOException {
    RecordReader reader =
        RecordReader.of(new Carousel(csv, () -> 1 + random.nextInt(mostInAPiece)), MAX_RECORD);
    Deque<RecordBatch> waiting = new ArrayDeque<>();
    IntStream.range(0, batches).forEach(i -> waiting.add(new RecordBatch()));
    List<List<String>> records = new ArrayList<>();
    boolean more = true;
    while (more) {
      RecordBatch next = waiting.remove();
      add(next, reader.header().size(), records);
      more = reader.read(next);
      waiting.add(next);
    }
    waiting.forEach(batch -> add(batch, 3, records));
    return records;
  }

  private static void add(RecordBatch batch, int width, List<List<String>> records) {
    for (int i = 0; i < batch.size(); i++) {
      int record = i;
      records.add(
          IntStream.range(0, width)
              .mapToObj(cell -> batch.text(record, cell, Integer.MAX_VALUE))
              .toList());
    }
  }

  /** Records of three cells, some with quotes, some longer than a piece. */
  private static byte[] export(RandomGenerator random) {
    StringBuilder csv = new StringBuilder("a;b;c\n");
    int records = random.nextInt(2_000);
    for (int i = 0; i < records; i++) {
      int length = random.nextInt(random.nextInt(500) == 0 ? 2 * PIECE : 40);
      String cell = Character.toString((char) ('a' + random.nextInt(26))).repeat(length);
      csv.append(i).append(';');
      csv.append(random.nextInt(20) == 0 ? "\"" + cell + "\n;\"\"\"" : cell).append(";é\n");
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Pieces in the buffers of readers, which are written over as soon as they are given back. */
  private static final class Carousel implements Pieces {
    private final byte[] csv;
    private final IntSupplier sizes;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private final Set<ByteBuffer> theirs = Collections.newSetFromMap(new IdentityHashMap<>());
    private int position;

    Carousel(byte[] csv, IntSupplier sizes) {
      this.csv = csv;
      this.sizes = sizes;
      IntStream.range(0, 3).forEach(i -> free.add(RecordReader.newBuffer()));
    }

    boolean isLast() {
      return position == csv.length;
    }

    boolean isTheirs(byte[] bytes) {
      return theirs.stream().anyMatch(buffer -> buffer.array() == bytes);
    }

    @Override
    public Optional<ByteBuffer> next(ByteBuffer used) {
      assertTrue(free.stream().noneMatch(buffer -> buffer == used), "given back twice");
      assertEquals(PIECE, used.remaining(), "room for a piece");
      if (position == csv.length) {
        return Optional.empty();
      }
      theirs.remove(used);
      free.add(used);
      Arrays.fill(used.array(), (byte) '?');
      ByteBuffer piece = free.remove();
      int count = Math.min(Math.min(piece.remaining(), sizes.getAsInt()), csv.length - position);
      System.arraycopy(csv, position, piece.array(), piece.position(), count);
      position += count;
      piece.limit(piece.position() + count);
      theirs.add(piece);
      return Optional.of(piece);
    }
  }
}
