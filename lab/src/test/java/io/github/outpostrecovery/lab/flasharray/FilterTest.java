package io.github.outpostrecovery.lab.flasharray;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.flasharray.FlashArraySite.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private final FlashArraySite site = new FlashArraySite();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "iqns='iqn.2006-03.com.amazon.aws:web-01.a.g1'|web-01",
                "iqns='iqn.2006-03.com.amazon.aws:web-01.a.g1' and is_local|web-01",
                "iqns='iqn.2006-03.com.amazon.aws:web-01.a'|",
                "nqns=\"nqn.2014-08.org.nvmexpress:uuid:aaaa\"|nvme-01",
                "iqns='iqn.2006-03.com.amazon.aws:web-01.a.g1' and not(is_local)|",
                "has(iqns,'iqn.2006-03.com.amazon.aws:db-01.c.g1')|db-01",
                "contains(iqns,'amazon')|db-01,web-01",
                "name='*-01' and host_group.name!='group'|nvme-01,web-01",
                "name=('web-01','db-01')|db-01,web-01",
                "name='web-01' or name='db-01' and connection_count>1|web-01",
                "(name='web-01' or name='db-01') and connection_count<=1|db-01",
                "connection_count>=2|web-01",
                "connection_count=1 and host_group.name='group'|db-01",
                "name='it\\'s'|"
            })
    void hosts_areFiltered(String filter, String names) {
        List<String> expected = names == null ? List.of() : List.of(names.split(","));

        assertThat(filtered("hosts", filter).items())
                .extracting(row -> row.path("name").asText())
                .containsExactlyElementsOf(expected);
    }

    @Test
    void interfacesAreFilteredByService_andInitiatorsByNestedFields() {
        assertThat(filtered("network-interfaces", "services='nvme-tcp'").items())
                .extracting(row -> row.path("name").asText())
                .containsExactly("ct0.eth5", "ct1.eth5");
        assertThat(filtered("ports/initiators", "initiator.iqn='" + FlashArraySite.A + "'")
                        .items())
                .hasSize(2);
        assertThat(filtered("connections", "volume.name='shared'").items()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour='red'",
                "name='web",
                "name=web-01",
                "name='a' and",
                "name='a')",
                "(name='a'",
                "name ~ 'a'",
                "not name='a'",
                "has(name)",
                "name='a' name='b'",
                "connection_count>'many'",
                "",
                "="
            })
    void filter_thatIsWrong_isRefused(String filter) {
        assertThat(filtered("hosts", filter).status()).isEqualTo(400);
    }

    private Answer filtered(String collection, String filter) {
        return site.get(collection + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }
}
