package io.github.outpostrecovery.lab.region;

/** Learns of every instance at the moment of its birth, however late its launch landed. */
@FunctionalInterface
public interface InstanceObserver {
    void born(Ec2Instance instance);
}
