package io.github.outpostrecovery.cli.aws;

import static io.github.outpostrecovery.cli.aws.ScriptedAws.Reply.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.cli.aws.ScriptedAws.Call;
import io.github.outpostrecovery.cli.aws.ScriptedAws.Reply;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Network;
import io.github.outpostrecovery.cli.cloud.Network.MadeInterface;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwsNetworkTest {
    private static final String DONE = "<%1$sResponse><return>true</return></%1$sResponse>";

    private final ScriptedAws aws = new ScriptedAws();
    private final Network network = aws.cloud().network();

    @AfterEach
    void close() {
        aws.close();
    }

    private void prepare() {
        aws.answer(
                "CreateNetworkInterface",
                "<CreateNetworkInterfaceResponse><networkInterface><networkInterfaceId>eni-1</networkInterfaceId>"
                        + "</networkInterface></CreateNetworkInterfaceResponse>");
        aws.answer(
                "AllocateAddress",
                "<AllocateAddressResponse><allocationId>eipalloc-1</allocationId></AllocateAddressResponse>");
        aws.answer(
                "AssociateAddress",
                "<AssociateAddressResponse><associationId>eipassoc-1</associationId></AssociateAddressResponse>");
        aws.answer(
                "DescribeAddresses",
                "<DescribeAddressesResponse><addressesSet><item><allocationId>eipalloc-1</allocationId>"
                        + "<associationId>eipassoc-1</associationId></item></addressesSet></DescribeAddressesResponse>");
        for (String operation : List.of("DisassociateAddress", "ReleaseAddress", "DeleteNetworkInterface")) {
            aws.answer(operation, DONE.formatted(operation));
        }
    }

    private List<String> operations() {
        return aws.calls().stream().map(Call::operation).toList();
    }

    @Test
    void localNetworkIndex_isSetAndCleared() {
        aws.answer("ModifySubnetAttribute", DONE.formatted("ModifySubnetAttribute"));
        network.setLocalNetworkIndex(Samples.SUBNET, 1);
        network.clearLocalNetworkIndex(Samples.SUBNET);
        assertThat(aws.calls().getFirst().form())
                .containsEntry("SubnetId", Samples.SUBNET.value())
                .containsEntry("EnableLniAtDeviceIndex", "1");
        assertThat(aws.calls().getLast().form()).containsEntry("DisableLniAtDeviceIndex.Value", "true");
    }

    @Test
    void addressPool_isTheFirstOfTheFirstRouteTable() {
        aws.answer(
                "DescribeLocalGatewayRouteTables",
                "<DescribeLocalGatewayRouteTablesResponse><localGatewayRouteTableSet/><nextToken>n</nextToken>"
                        + "</DescribeLocalGatewayRouteTablesResponse>",
                "<DescribeLocalGatewayRouteTablesResponse><localGatewayRouteTableSet><item>"
                        + "<localGatewayRouteTableId>lgw-rtb-1</localGatewayRouteTableId></item></localGatewayRouteTableSet>"
                        + "</DescribeLocalGatewayRouteTablesResponse>");
        aws.answer(
                "DescribeCoipPools",
                "<DescribeCoipPoolsResponse><coipPoolSet><item><poolId>ipv4pool-coip-1</poolId></item></coipPoolSet>"
                        + "</DescribeCoipPoolsResponse>");
        assertThat(network.addressPool(Samples.SERVER)).contains("ipv4pool-coip-1");
        assertThat(aws.form("DescribeCoipPools")).containsEntry("Filter.1.Value.1", "lgw-rtb-1");
        aws.answer("DescribeCoipPools", "<DescribeCoipPoolsResponse><coipPoolSet/></DescribeCoipPoolsResponse>");
        assertThat(network.addressPool(Samples.SERVER)).isEmpty();
    }

    @Test
    void createInterface_givesItAnAddressOfThePool() {
        prepare();
        assertThat(network.createInterface(Samples.SUBNET, List.of("sg-1"), Optional.of("ipv4pool-coip-1")))
                .isEqualTo(new MadeInterface("eni-1", Optional.of("eipalloc-1")));
        assertThat(aws.form("CreateNetworkInterface")).containsEntry("SecurityGroupId.1", "sg-1");
        assertThat(aws.form("AllocateAddress")).containsEntry("CustomerOwnedIpv4Pool", "ipv4pool-coip-1");
        assertThat(aws.form("AssociateAddress"))
                .containsEntry("AllocationId", "eipalloc-1")
                .containsEntry("NetworkInterfaceId", "eni-1");
    }

    @Test
    void createInterface_needsNoAddress_withDirectRouting() {
        prepare();
        assertThat(network.createInterface(Samples.SUBNET, List.of(), Optional.empty()))
                .isEqualTo(new MadeInterface("eni-1", Optional.empty()));
        assertThat(operations()).containsExactly("CreateNetworkInterface");
    }

    @Test
    void createInterface_leavesNothing_whenThereIsNoAddress() {
        prepare();
        aws.answer("AllocateAddress", error(400, "InsufficientAddressCapacity", "the pool is empty"));
        assertThatThrownBy(() -> network.createInterface(Samples.SUBNET, List.of(), Optional.of("ipv4pool-coip-1")))
                .isInstanceOf(CloudTroubleException.class)
                .hasMessageContaining("InsufficientAddressCapacity");
        assertThat(operations()).containsExactly("CreateNetworkInterface", "AllocateAddress", "DeleteNetworkInterface");
    }

    @Test
    void createInterface_takesOneAddressOnly_whenNoAnswerComes() {
        prepare();
        aws.answer("AllocateAddress", Reply.DROPPED);
        assertThatThrownBy(() -> network.createInterface(Samples.SUBNET, List.of(), Optional.of("ipv4pool-coip-1")))
                .isInstanceOf(CloudTroubleException.class)
                .hasMessageContaining("Whether it was done is not known");
        assertThat(aws.calls("AllocateAddress")).hasSize(1);
    }

    @Test
    void createInterface_leavesNothing_whenTheAddressCannotBeGivenToIt() {
        prepare();
        aws.answer("AssociateAddress", error(400, "Resource.AlreadyAssociated", "no"));
        assertThatThrownBy(() -> network.createInterface(Samples.SUBNET, List.of(), Optional.of("ipv4pool-coip-1")))
                .isInstanceOf(CloudTroubleException.class);
        assertThat(operations())
                .endsWith("DescribeAddresses", "DisassociateAddress", "ReleaseAddress", "DeleteNetworkInterface");
    }

    @Test
    void createInterface_namesWhatIsLeft() {
        prepare();
        aws.answer("AssociateAddress", error(400, "Resource.AlreadyAssociated", "no"));
        aws.answer("ReleaseAddress", error(403, "UnauthorizedOperation", "no"));
        assertThatThrownBy(() -> network.createInterface(Samples.SUBNET, List.of(), Optional.of("ipv4pool-coip-1")))
                .isInstanceOf(CloudTroubleException.class)
                .hasMessageContaining("Resource.AlreadyAssociated")
                .hasMessageContaining("The interface eni-1 and the address eipalloc-1 could not be taken away again");
    }

    @Test
    void delete_repeated_changesNothing() {
        aws.answer("DescribeAddresses", error(400, "InvalidAllocationID.NotFound", "no"));
        aws.answer("ReleaseAddress", error(400, "InvalidAllocationID.NotFound", "no"));
        aws.answer("DeleteNetworkInterface", error(400, "InvalidNetworkInterfaceID.NotFound", "no"));
        network.delete(new MadeInterface("eni-1", Optional.of("eipalloc-1")));
        assertThat(operations()).containsExactly("DescribeAddresses", "ReleaseAddress", "DeleteNetworkInterface");
    }
}
