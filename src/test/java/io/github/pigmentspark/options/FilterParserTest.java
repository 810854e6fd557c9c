package io.github.pigmentspark.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code exportFilter} to the schemas of Pigment's OpenAPI document. */
final class FilterParserTest {
  private static final String ID = "b10c0000-0000-4000-8000-000000000001";
  private static final String DIMENSION =
      "{'type':'Dimension','dimension':{'dimensionId':'ID','modalityIds':['ID','ID']}}";
  private static final String VALUE =
      "{'type':'Value','value':{'metricId':'ID','condition':{'type':'GreaterThan','value':10}}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        DIMENSION,
        VALUE,
        "{'type':'And','and':[" + DIMENSION + "]}",
        "{'type':'Or','or':[" + VALUE + ",{'type':'And','and':[" + DIMENSION + "," + VALUE + "]}]}",
      })
  void aGoodFilterStaysWhatItIs(String filter) {
    assertEquals(json(filter), FilterParser.parse(json(filter)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10",
        "-0.5",
        "1E+300",
        "0.1000000000000000055511151231257827",
        "true",
        "'x'",
        "''"
      })
  void aValueIsComparedWithWhatWasWritten(String value) {
    String filter = VALUE.replace("10", value);
    assertEquals(json(filter), FilterParser.parse(json(filter)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LessThan",
        "LessThanOrEqual",
        "Equal",
        "NotEqual",
        "GreaterThan",
        "GreaterThanOrEqual"
      })
  void everyConditionButIsNotBlankHasAValue(String type) {
    String filter = VALUE.replace("GreaterThan", type);
    assertEquals(json(filter), FilterParser.parse(json(filter)));
    assertEquals(
        "at $.value.condition was expected the member \"value\", since the type is \""
            + type
            + "\"",
        failure(filter.replace(",'value':10", "")));
    assertEquals(
        "at $.value.condition was expected no member \"value\" beside the type \"IsNotBlank\"",
        failure(VALUE.replace("GreaterThan", "IsNotBlank")));
  }

  @Test
  void spacesOrderAndNullsMakeNoOtherFilter() {
    assertEquals(
        json(DIMENSION),
        FilterParser.parse(
            json(
                "\n{'and':null, 'dimension' : {'modalityIds':['ID' ,'ID'], 'dimensionId':'ID'},"
                    + " 'or':null,'value':null,'type':'Dimension'} ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[] | at $ was expected an object with type, and, or, dimension, value",
        "'x' | at $ was expected an object with",
        "null | at $ was expected an object with",
        "{'type':'and','and':[]} | at $.type was expected one of And, Or, Dimension, Value",
        "{'type':null} | at $.type was expected one of And",
        "{'type':1} | at $.type was expected one of And",
        "{'and':[]} | at $.type was expected one of And",
        "{'type':'And'} | at $ was expected the member \"and\", since the type is \"And\"",
        "{'type':'And','and':null} | at $ was expected the member \"and\"",
        "{'type':'And','and':[]} | at $.and was expected an array of filters, at least one",
        "{'type':'Or','or':{}} | at $.or was expected an array of filters, at least one",
        "{'type':'Or','or':[1]} | at $.or[0] was expected an object",
        "{'type':'Or','or':[],'and':[]} | at $ was expected no member \"and\" beside the type \"Or\"",
        "{'type':'Or','or':[],'x':1} | at $ was expected only the members type, and, or, dimension, value, and there is \"x\"",
        "{'type':'Or','or':[{'type':'Value','value':{}}]} | at $.or[0].value was expected the member \"metricId\"",
        "{'type':'Dimension','dimension':{'dimensionId':'ID'}} | at $.dimension was expected the member \"modalityIds\"",
        "{'type':'Dimension','dimension':{'dimensionId':'x','modalityIds':['ID']}} | at $.dimension.dimensionId was expected a UUID",
        "{'type':'Dimension','dimension':{'dimensionId':1,'modalityIds':['ID']}} | at $.dimension.dimensionId was expected a UUID",
        "{'type':'Dimension','dimension':{'dimensionId':'ID','modalityIds':[]}} | at $.dimension.modalityIds was expected an array of UUIDs, at least one",
        "{'type':'Dimension','dimension':{'dimensionId':'ID','modalityIds':['ID','FR']}} | at $.dimension.modalityIds[1] was expected a UUID",
        "{'type':'Dimension','dimension':{'dimensionId':'ID','modalityIds':['ID'],'name':1}} | at $.dimension was expected only the members dimensionId, modalityIds, and there is \"name\"",
        "{'type':'Value','value':{'metricId':'ID'}} | at $.value was expected the member \"condition\"",
        "{'type':'Value','value':{'metricId':'ID','condition':{'type':'Like','value':1}}} | at $.value.condition.type was expected one of LessThan, LessThanOrEqual, Equal, NotEqual, GreaterThan, GreaterThanOrEqual, IsNotBlank",
        "{'type':'Value','value':{'metricId':'ID','condition':{'type':'Equal','value':[1]}}} | at $.value.condition.value was expected a string, a number, true or false",
        "{'type':'Value','value':{'metricId':'ID','condition':{'type':'Equal','value':null}}} | at $.value.condition was expected the member \"value\"",
        "{'type':'Value','value':{'metricId':'ID','condition':{'type':'Equal','value':1e400}}} | the number at $.value.condition.value is too large",
        "{'type':'Value','value':{'metricId':'ID','condition':{'type':'Equal','value':1e-99999999999}}} | the exponent of the number at $.value.condition.value is too large",
        "{'type':'Value','value':{'metricId':'ID','condition':{'type':'Equal','value':'\\ud800'}}} | the text at $.value.condition.value has half a surrogate pair",
        "{'type':'And','and':[{'type':'Or'}],'and':[]} | the member at $.and is there twice",
        "{'type':'And' | it is not JSON, at $.type",
        "{'type':'And'} {} | it is not JSON, at $",
        "{'type':'And',} | it is not JSON, at $.",
        "{type:'And'} | it is not JSON, at $.",
        "{'type':'And','and':[007]} | it is not JSON, at $.and[0]",
        "{'type':'And','and':[NaN]} | it is not JSON, at $.and[0]",
        "// x | it is not JSON, at $",
        "~~ | it is not JSON, at $",
      })
  void aSlipIsNamedWithItsPlaceAndWhatWasExpected(String filter, String expected) {
    String failure = failure(filter);
    assertTrue(failure.startsWith(expected), failure);
  }

  @Test
  void aFilterWithoutEndInDepthIsRefused() {
    String deep = "{'type':'And','and':[".repeat(200);
    assertEquals("it is nested too deep", failure(deep));
  }

  private static String failure(String filter) {
    return assertThrows(IllegalArgumentException.class, () -> FilterParser.parse(json(filter)))
        .getMessage();
  }

  /** With quotes that need no escaping here. */
  private static String json(String text) {
    return text.replace('\'', '"').replace("\"ID\"", '"' + ID + '"');
  }
}
