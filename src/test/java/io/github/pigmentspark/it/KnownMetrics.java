package io.github.pigmentspark.it;

import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.read.PigmentTable;
import io.github.pigmentspark.read.SchemaSampler;
import io.github.pigmentspark.schema.InferredSchema;
import io.github.pigmentspark.simulator.SampleBlocks;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The data source as a catalog has it that knows the metrics of the simulator by name. */
public final class KnownMetrics implements TableProvider {
  private InferredSchema inferred;

  /** For Spark. */
  public KnownMetrics() {}

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    inferred = SchemaSampler.infer(ReadOptions.of(options));
    return inferred.schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return PigmentTable.of(
        ReadOptions.of(properties),
        inferred,
        Map.of(
            "Revenue", SampleBlocks.REVENUE.id(),
            "Cost (€)", SampleBlocks.COST.id(),
            "Launch", SampleBlocks.LAUNCH.id(),
            "Headcount", SampleBlocks.HEADCOUNT.id()));
  }
}
